import { encodeCanonicalJson } from '@gatehouse/protocol';
import { OPENAPI_PATH } from '../openapi/read-openapi.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import type { Finding } from './finding.ts';

const REMEDY = 'run npx node tools/generate-openapi.ts';

/**
 * The page that describes the relay's API, if it is missing or says something else than the relay itself.
 *
 * @param served what `GET /openapi.json` answers
 */
export function checkOpenApi(tree: SourceTree, served: unknown): Finding[] {
  const text = tree.texts.get(OPENAPI_PATH);
  if (text === undefined) return [{ path: OPENAPI_PATH, line: 0, message: `The description is missing; ${REMEDY}` }];
  if (encodeCanonicalJson(parse(text)) === encodeCanonicalJson(served)) return [];
  return [{ path: OPENAPI_PATH, line: 0, message: `The description is stale; ${REMEDY}` }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
