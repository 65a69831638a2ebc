import type { Region } from '@gatehouse/protocol';

/** A directive as the forwarder hands it in: a JSON object with a header, and what the forwarder knows about it. */
export interface ForwardedDirective {
  readonly directive: unknown;
  readonly customer?: string;
  readonly region?: Region;
}
