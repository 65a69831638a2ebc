import type { Region } from '@gatehouse/protocol';

/** A directive as the forwarder hands it in: a JSON object with a header, and what the forwarder knows about it. */
export interface ForwardedDirective {
  readonly directive: unknown;
  readonly customer?: string;
  readonly region?: Region;
}

/** A directive that has come; `arrivedAt` is when, by the clock that never goes back, in milliseconds. */
export interface ArrivedDirective extends ForwardedDirective {
  readonly arrivedAt: number;
}
