import type { Region } from '@gatehouse/protocol';

/** Where a notice stands for one customer. */
export type NoticeState = 'pending' | 'delivered' | 'expired' | 'superseded' | 'withheld';

/** Why a notice that was taken was not told to a customer when it was due. */
export type WithheldCode = 'limited' | 'locale-not-matched' | 'not-enabled' | 'not-subscribed' | 'wrong-region';

/** What can be said of a notice beside its state. */
export type FateCode = WithheldCode | 'expired' | 'superseded' | 'stale';

/**
 * What became of a notice when it was due for a customer; it stays so, whatever the customer changes later. `locale` and
 * `timeZone` are the device's at that time, `region` is the customer's, kept where it is what was in the way.
 */
export type NoticeOutcome =
  | { readonly type: 'heard'; readonly locale: string; readonly timeZone: string }
  | {
      readonly type: 'withheld';
      readonly code: WithheldCode;
      readonly locale: string;
      readonly timeZone: string;
      readonly region?: Region;
    };

/**
 * Where a notice stands for a customer at a moment. `heardAt` is there when it was told, also if it is out of date since;
 * `region` is where the customer was, if that kept it from being heard.
 */
export interface NoticeFate {
  readonly state: NoticeState;
  readonly code?: FateCode;
  readonly heardAt?: number;
  readonly region?: Region;
  readonly locale: string;
  readonly timeZone: string;
}
