import type { Basis } from '@gatehouse/protocol';

/** The id of a rule of HTTP itself; the journal shows it as `http/<id>`. */
export type HttpRuleId = 'method' | 'path';

/** The rules of HTTP itself by their id. */
export const httpRules: Readonly<
  Record<HttpRuleId, { readonly message: string; readonly source: string; readonly basis: Basis }>
> = {
  method: {
    message: 'A path of Amazon answers to its own method only',
    source: 'RFC 9110, 15.5.6',
    basis: 'chosen',
  },
  path: {
    message: 'Only the paths of the documents are there, written as they write them',
    source: 'RFC 9110, 15.5.5',
    basis: 'chosen',
  },
};
