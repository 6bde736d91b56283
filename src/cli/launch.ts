import { existsSync, readFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The command line and the proxy in one file; it holds ASCII only. */
const file = join(__dirname, 'program.cjs');

/** What V8 had compiled of it when the package or the image was built; V8 refuses what is not of its own release and settings. */
const compiled = `${file}.compiled`;

/** Starts the program. With its code compiled ahead, a proxy answers in two thirds of the time. */
const script = new Script(wrap(readFileSync(file, 'utf8')), {
  filename: file,
  cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,
});
const program = { exports: {} };
(script.runInThisContext() as (...scope: unknown[]) => void)(program.exports, createRequire(file), program, file, __dirname);
