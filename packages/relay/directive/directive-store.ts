/**
 * A directive that Alexa was told to wait for. `token` is a hash of its correlation token, which itself is not stored;
 * `deadline` is until when she waits, in milliseconds since the epoch. That it was answered stands in the outbox.
 */
export interface DeferredDirective {
  readonly token: string;
  readonly customer: string;
  readonly endpointId: string;
  readonly kind?: string;
  readonly deadline: number;
}

/** Directives that were put off, so that the answer finds its deadline after a restart and at another process. */
export interface DirectiveStore {
  /** Stores a directive that is put off, or a later deadline of one; a deadline never becomes an earlier one. */
  putDirective(directive: DeferredDirective): Promise<void>;
  /** A directive that was put off, until it is retired; undefined for any other. */
  readDirective(token: string): Promise<DeferredDirective | undefined>;
}
