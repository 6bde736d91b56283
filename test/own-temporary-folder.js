const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Gives the tests a temporary folder of their own: `Testing.app()` of cdk8s makes one for each app and never removes it. */
module.exports = () => {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-mcp-gateway-tests-'));
  process.env.TMPDIR = folder;
  globalThis.removeTemporaryFolder = () => {
    // a watching jest sets up again in the same process
    if (before === undefined) delete process.env.TMPDIR; else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
};
