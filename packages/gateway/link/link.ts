import type { Secret } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';

/**
 * A skill enabled for a customer. The id changes with every enabling after a disabling, so that tokens of an earlier
 * link stay dead; the region is the customer's at that time, because a customer who moves must link again
 * (send-events reference, Gateway endpoints).
 */
export interface Link {
  readonly id: string;
  readonly skillId: string;
  readonly userId: string;
  readonly region: Region;
  /** Milliseconds since the epoch, on the gateway's clock. */
  readonly since: number;
  /** The customer's access token for the skill's own cloud, as directives carry it. */
  readonly granteeToken?: Secret;
}
