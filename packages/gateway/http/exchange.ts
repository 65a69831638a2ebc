import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Region } from '@gatehouse/protocol';
import type { House } from '../house/house.ts';

/** A request to a region without its body, wherever it came from. */
export interface Inquiry {
  readonly region: Region;
  readonly path: string;
  readonly request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>;
}

/** One request to a region's listener. */
export interface Exchange extends Inquiry {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What the paths of Amazon's side are answered with. */
export interface AmazonSide {
  readonly house: House;
  /** The host and port of each region's listener. */
  hostOf(region: Region): string;
  /** Gives up on whatever is under way. */
  readonly signal: AbortSignal;
}
