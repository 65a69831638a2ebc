import type { Region } from '@gatehouse/protocol';

/** How a customer's link to Alexa stands. `none`: no AcceptGrant yet. */
export type LinkState = 'none' | 'active' | 'lost' | 'disabled' | 'stage-changed' | 'account-not-found';

/** Every state of a link, in the order of the pages. */
export const LINK_STATES: readonly LinkState[] = [
  ...(['none', 'active', 'lost', 'disabled'] as const),
  ...(['stage-changed', 'account-not-found'] as const),
];

/**
 * The link of one customer. `since` is in milliseconds since the epoch; `reason` and `remedy` are sentences for
 * the operator, there whenever the state is neither `none` nor `active`.
 */
export interface Link {
  readonly state: LinkState;
  readonly since: number;
  readonly reason?: string;
  readonly remedy?: string;
}

/**
 * One customer as the store knows it. `generation` counts the grants that this customer has given or that were
 * forgotten, from 0 for none ever: whatever an older grant started is recognised by it and ignored.
 */
export interface Customer {
  readonly customer: string;
  readonly region?: Region;
  readonly generation: number;
  readonly link: Link;
}
