import type { ParkReason } from '@gatehouse/client';
import type { LinkState } from '../customer/customer.ts';

/** Why a lane is parked, as the operator reads it, and the state that the customer's link gets. */
export interface Park {
  readonly link: Exclude<LinkState, 'none' | 'active'>;
  readonly reason: string;
  readonly remedy: string;
}

const parks: Readonly<Record<ParkReason, Park>> = {
  'link-lost': {
    link: 'lost',
    reason: 'The grant is not valid any more: the customer has disabled the skill or withdrawn the permission',
    remedy: 'The customer enables the skill again; the new grant resumes the lane',
  },
  disabled: {
    link: 'disabled',
    reason: 'The skill is not enabled for this customer in the region that the customer belongs to',
    remedy: 'The customer enables the skill again; the new grant resumes the lane',
  },
  'stage-changed': {
    link: 'stage-changed',
    reason: 'The token was made while the skill was in another stage, such as development or certification',
    remedy: 'The customer disables and enables the skill once; the new grant resumes the lane',
  },
  'account-not-found': {
    link: 'account-not-found',
    reason: 'Alexa has no account for this token',
    remedy: 'Check that the customer still has the account; enabling the skill again resumes the lane',
  },
};

/** The sentences and the link state for one reason (send-events reference, HTTP status codes). */
export function parkOf(reason: ParkReason): Park {
  return parks[reason];
}
