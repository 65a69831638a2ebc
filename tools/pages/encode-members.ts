import type { FormSchema } from '@gatehouse/protocol';
import { listMembers } from './describe-form.ts';
import { encodeCode, encodeTable } from './markdown.ts';

/** The members of a form as a table: where, whether it has to be there, and what it may be. */
export function encodeMembers(schema: FormSchema): string {
  const rows = listMembers(schema).map(({ path, required, allowed }) => [
    encodeCode(path),
    required ? 'yes' : 'no',
    allowed,
  ]);
  return encodeTable(['Member', 'Required', 'Allowed'], rows);
}
