import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformancePage } from '../test/cel/conformance/conformance-page';

writeFileSync(join(__dirname, '..', 'docs', 'cel-conformance.md'), conformancePage());
