import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentDocument } from '../src/cel/environment/environment-document';

writeFileSync(join(__dirname, '..', 'docs', 'expression-environment.md'), environmentDocument());
