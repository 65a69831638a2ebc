import type { Region } from '@gatehouse/protocol';

/** Which address a notice was posted to: that of the development stage, or the live one. */
export type NoticeStage = 'development' | 'live';

/** Why a notice that was posted for one customer was not taken, though it breaks no rule. */
export type RefusedCode = 'limited' | 'not-enabled' | 'not-subscribed';

/**
 * A notice as the gateway keeps it. `number` grows from notice to notice; times are milliseconds since the epoch on the
 * gateway's clock, `timestamp` being the sender's own. Without `userId` it is for everybody in the region who subscribes.
 */
export interface TakenNotice {
  readonly number: number;
  readonly skillId: string;
  readonly stage: NoticeStage;
  readonly region: Region;
  readonly userId?: string;
  readonly referenceId: string;
  readonly timestamp: number;
  readonly takenAt: number;
  /** When its customers hear it, unless something is in the way. */
  readonly dueAt: number;
  readonly expiresAt: number;
  /** How many notices of the skill a customer may be told in a day; absent where no limit held. */
  readonly perDay?: number;
  /** Kept to be told of, and nothing else. */
  readonly refused?: RefusedCode;
  /** There was a newer version when it came; kept, as that version is given up before this one. */
  readonly stale?: true;
  readonly event: { readonly name: string; readonly payload: object };
  readonly attributes: readonly object[];
}

/** A notice before the book has numbered it. */
export type NewNotice = Omit<TakenNotice, 'number' | 'stale'>;
