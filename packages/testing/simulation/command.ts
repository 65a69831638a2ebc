import type { Region } from '@gatehouse/protocol';
import type { DeviceProperty } from './device.ts';
import type { Noise } from './sim-network.ts';

/** Where an outage is: a region's gateway, the token endpoint, or the device cloud's handler. */
export type OutagePlace = Region | 'token' | 'handler';

/** What happens; all times in milliseconds. The region of a disk names it where there are several. */
export type Deed =
  | {
      readonly type: 'change';
      readonly customer: string;
      readonly endpointId: string;
      readonly property: DeviceProperty;
    }
  | {
      readonly type: 'storm';
      readonly customer: string;
      readonly endpointId: string;
      readonly property: DeviceProperty;
      readonly count: number;
      readonly everyMs: number;
    }
  | { readonly type: 'press'; readonly customer: string }
  | { readonly type: 'register' | 'withdraw'; readonly customer: string; readonly from: number; readonly count: number }
  | { readonly type: 'directive'; readonly customer: string; readonly endpointId: string; readonly deferMs?: number }
  | { readonly type: 'link' | 'unlink'; readonly customer: string }
  | { readonly type: 'move'; readonly customer: string; readonly region: Region }
  | {
      readonly type: 'fault';
      readonly status: number;
      readonly code?: string;
      readonly kind?: string;
      readonly count: number;
    }
  | { readonly type: 'outage'; readonly place: OutagePlace; readonly status?: number; readonly durationMs: number }
  | {
      readonly type: 'crash';
      readonly relay: number;
      readonly steps: number;
      readonly at: string;
      readonly downMs: number;
    }
  | { readonly type: 'power cut'; readonly downMs: number }
  | { readonly type: 'stall'; readonly relay: number; readonly durationMs: number }
  | { readonly type: 'jump'; readonly byMs: number }
  | { readonly type: 'disk down' | 'disk hangs'; readonly durationMs: number; readonly region?: Region }
  | { readonly type: 'disk full'; readonly durationMs: number; readonly refused: number; readonly region?: Region }
  | { readonly type: 'noise'; readonly noise: Noise };

/** One thing that happens, so many milliseconds after the beginning. */
export interface Command {
  readonly atMs: number;
  readonly deed: Deed;
}

/** A command on one line. */
export function describeCommand({ atMs, deed }: Command): string {
  const { type, ...more } = deed;
  return `${(atMs / 1000).toFixed(3)} ${type} ${JSON.stringify(more)}`;
}
