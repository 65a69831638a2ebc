/**
 * What asking for the customer behind a grantee token came to. Each `reason` is a sentence for Alexa and the log.
 *
 * - `known`: whose token it is.
 * - `refused`: the token names nobody; `expired` where that is because it is over.
 * - `unreachable`: nobody could say at the moment.
 */
export type GranteeAnswer =
  | { readonly type: 'known'; readonly customer: string }
  | { readonly type: 'refused'; readonly reason: string; readonly expired?: true }
  | { readonly type: 'unreachable'; readonly reason: string };
