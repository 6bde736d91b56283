const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Gives the tests a temporary folder of their own: `Testing.app()` of cdk8s makes one for each app and never removes it. */
module.exports = () => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'cdk8s-mcp-gateway-tests-'));
};
