import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeErrorsPage } from './pages/errors-page.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'errors.md'), encodeErrorsPage());
process.stdout.write('Wrote docs/errors.md\n');
