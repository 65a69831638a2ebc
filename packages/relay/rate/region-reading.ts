import type { Region } from '@gatehouse/protocol';

/** `closed`: everybody sends. `open`: nobody does. `probing`: one message is out to see whether the region answers again. */
export type BreakerState = 'closed' | 'open' | 'probing';

/** How one region is sent to at this moment, by this process. */
export interface RegionReading {
  readonly region: Region;
  readonly breaker: BreakerState;
  /** How many messages a second may be sent for the whole skill. */
  readonly perSecond: number;
}
