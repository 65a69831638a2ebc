import type { Region } from '@gatehouse/protocol';
import type { House } from '../house/house.ts';

/** What the routes of the control API work with. */
export interface ControlContext {
  readonly house: House;
  /** Ends streams and waits when the gateway stops. */
  readonly signal: AbortSignal;
  /** The host and port of each region's listener. */
  hostOf(region: Region): string;
}
