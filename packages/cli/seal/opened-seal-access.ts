import type { SealAccess } from '@gatehouse/relay/seal';

/** Access to the seals of a relay, to be closed. */
export interface OpenSealAccess extends SealAccess {
  /** Whether the store was opened here, or the relay that holds it was asked. */
  readonly by: 'store' | 'relay';
  close(): Promise<void>;
}
