import type { HoldReason } from '@gatehouse/client';

/** Why the whole skill waits, as the operator reads it, and what mends it. */
export interface Hold {
  readonly reason: string;
  readonly remedy: string;
}

const holds: Readonly<Record<HoldReason, Hold>> = {
  'insufficient-permission': {
    reason: 'The skill lacks the permission to send Alexa events',
    remedy:
      'Turn on "Send Alexa Events" on the page Permissions of the developer console, then have the skill certified',
  },
  'invalid-client': {
    reason: 'The token endpoint does not know the client id, or the client secret is wrong',
    remedy:
      'Set GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET as the page Permissions of the developer console shows them',
  },
  'unauthorized-client': {
    reason: 'The token endpoint does not let this client refresh tokens',
    remedy:
      'Use the messaging credentials of the page Permissions of the developer console, not those of account linking',
  },
};

/** The sentences for one reason (send-events reference, HTTP status codes; fact sheet 7.4). */
export function holdOf(reason: HoldReason): Hold {
  return holds[reason];
}
