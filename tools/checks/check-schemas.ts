import { encodeCanonicalJson } from '@gatehouse/protocol';
import { createSchemaFiles, SCHEMA_FOLDER } from '../schemas/schema-files.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import type { Finding } from './finding.ts';

const REMEDY = 'run npx node tools/generate-schemas.ts';

/** Published schemas that are missing, say something else than the protocol's forms, or belong to nothing any more. */
export function checkSchemas(tree: SourceTree): Finding[] {
  const expected = createSchemaFiles();
  const stale = [...expected].flatMap(([path, schema]) => {
    const text = tree.texts.get(path);
    if (text === undefined) return [{ path, line: 0, message: `The schema is missing; ${REMEDY}` }];
    if (encodeCanonicalJson(parse(text)) === encodeCanonicalJson(schema)) return [];
    return [{ path, line: 0, message: `The schema is stale; ${REMEDY}` }];
  });
  const left = [...tree.texts.keys()].filter(path => path.startsWith(`${SCHEMA_FOLDER}/`) && !expected.has(path));
  return [...stale, ...left.map(path => ({ path, line: 0, message: `The schema belongs to nothing; ${REMEDY}` }))];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
