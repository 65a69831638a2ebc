/** How bad a problem is: an `error` makes the message invalid, a `warning` is worth mending, a `note` is good to know. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * One thing that is wrong with a message.
 *
 * `code` is the kind of fault (`missing`, `not-allowed`, `out-of-range` …), `rule` the id of the rule that it breaks,
 * `source` the document that the rule comes from. `pointer` (RFC 6901) names the member; a missing member is pointed
 * at by the path that it would have. `message` says in words what was found and what is allowed, and holds no token.
 */
export interface Problem {
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
  readonly rule: string;
  readonly source: string;
  readonly severity: Severity;
}
