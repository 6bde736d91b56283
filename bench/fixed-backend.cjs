// An MCP server with fixed answers, as event streams like the official SDK's: as little work as a backend can have.
const { createServer } = require('node:http');

const result = {
  initialize: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'fixed', version: '1' } },
  'tools/call': { content: [{ type: 'text', text: '{"login":"MyUser","id":11234567}' }] },
};

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => { body += chunk; }).on('end', () => {
    const { id, method } = JSON.parse(body);
    if (id === undefined) {
      response.writeHead(202).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'mcp-session-id': 'one' });
    response.end(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id, result: result[method] })}\n\n`);
  });
});
server.listen(0, '127.0.0.1', () => console.error(`listening on ${server.address().port}`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
