import type { NoticeName } from '../index.ts';
import { readVectorFile } from './read-vectors.ts';

/** A notice with every member, which breaks no rule on 2 January 2026 at 03:04:05 UTC: the first vector of its name. */
export function sampleNotice(name: NoticeName): unknown {
  return readVectorFile(`notices/${name}.jsonl`)[0]?.value;
}
