import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

/** The account whose token the gateway presents, as GitHub's own `get_me` would describe it. */
const account = {
  login: 'MyUser',
  id: 11234567,
  profile_url: 'https://github.com/MyUser',
  avatar_url: 'https://avatars.githubusercontent.com/u/11234567?v=4',
  details: {
    name: 'My User',
    company: 'Solo.io',
    public_repos: 11,
    public_gists: 1,
    followers: 1,
    following: 0,
    created_at: '2016-03-07T18:33:49Z',
    updated_at: '2025-12-08T19:38:04Z',
  },
};

const repositories = [
  { full_name: 'MyUser/gateway-notes', description: 'Notes on gateways', open_issues: 2 },
  { full_name: 'MyUser/dotfiles', description: 'Editor and shell', open_issues: 0 },
];

const issues = [
  { number: 1, title: 'Say which claim opens which tool', state: 'OPEN' },
  { number: 2, title: 'Rotate the signing key', state: 'OPEN' },
];

const text = (value: unknown) => ({ content: [{ type: 'text' as const, text: JSON.stringify(value) }] });

/** Tools, a prompt and a resource of GitHub's MCP server by their own names, answered from a few fixed records. One instance serves one session. */
export function githubMcpTools(): McpServer {
  const server = new McpServer({ name: 'github-mcp-server', version: '1.0.0' }, { capabilities: { logging: {} } });

  server.registerTool('get_me', { description: 'Details of the authenticated GitHub user', annotations: { readOnlyHint: true } }, () => text(account));

  server.registerTool('search_repositories', {
    description: 'Find repositories by name or description',
    inputSchema: { query: z.string() },
    annotations: { readOnlyHint: true },
  }, async ({ query }, { _meta, sendNotification }) => {
    const found = [];
    for (const [index, repository] of repositories.entries()) {
      if (`${repository.full_name} ${repository.description}`.toLowerCase().includes(query.toLowerCase())) {
        found.push(repository);
      }
      if (_meta?.progressToken !== undefined) {
        const params = { progressToken: _meta.progressToken, progress: index + 1, total: repositories.length };
        await sendNotification({ method: 'notifications/progress', params });
      }
    }
    return text({ total_count: found.length, items: found });
  });

  server.registerTool('list_issues', {
    description: 'Issues of a repository',
    inputSchema: { owner: z.string(), repo: z.string() },
    annotations: { readOnlyHint: true },
  }, ({ owner, repo }) => text({ repository: `${owner}/${repo}`, issues }));

  server.registerTool('add_issue_comment', {
    description: 'Comment on an issue',
    inputSchema: { owner: z.string(), repo: z.string(), issue_number: z.number().int().positive(), body: z.string() },
  }, ({ owner, repo, issue_number }) => text({ url: `https://github.com/${owner}/${repo}/issues/${issue_number}#issuecomment-1` }));

  server.registerPrompt('issue_to_fix', {
    description: 'Turn an issue into a plan of work',
    argsSchema: { issue: z.string() },
  }, ({ issue }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `Plan the work that closes issue ${issue}.` } }] }));

  server.registerResource(
    'repository_content',
    new ResourceTemplate('repo://{owner}/{repo}/contents/{path}', {
      list: () => ({ resources: [{ name: 'README of gateway-notes', uri: 'repo://MyUser/gateway-notes/contents/README.md', mimeType: 'text/markdown' }] }),
    }),
    { description: 'A file of a repository' },
    (uri) => ({ contents: [{ uri: uri.href, mimeType: 'text/markdown', text: '# gateway-notes\n' }] }),
  );

  return server;
}
