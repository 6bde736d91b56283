// Keeps what V8 compiles of a program while a proxy starts and answers once: `node compile-ahead.cjs PROGRAM FILE`.
// Only functions that have run are in it, so the program is led through what users wait for.
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { join, resolve } = require('node:path');
const { Script } = require('node:vm');

const [program, compiled] = process.argv.slice(2).map((path) => resolve(path));

const script = new Script(wrap(readFileSync(program, 'utf8')), { filename: program });

let said = '';
process.stdout.write = () => true;
process.stderr.write = (text) => {
  said += text;
  const [, address] = /^listening on (http:\S+)/m.exec(text) ?? [];
  if (address) {
    void fetch(`${address}/mcp`, { method: 'POST' }).finally(() => process.kill(process.pid, 'SIGTERM'));
  }
  return true;
};
process.on('exit', (code) => {
  if (code !== 0) {
    process.stderr.write = Object.getPrototypeOf(process.stderr).write;
    process.stderr.write(said);
    return;
  }
  writeFileSync(compiled, script.createCachedData());
});

process.argv.splice(1, Infinity, program, 'proxy', join(__dirname, 'compile-ahead.yaml'), '--listen', '80=0');
script.runInThisContext()({}, createRequire(program), { exports: {} }, program, join(program, '..'));
