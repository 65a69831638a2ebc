import type { Region } from '@gatehouse/protocol';

/** An Amazon customer, as far as the event gateway needs to know. */
export interface Customer {
  readonly userId: string;
  readonly region: Region;
  /** Language and country, such as `en-US`. */
  readonly locale: string;
  /** A zone of the IANA database, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Which proactive events the customer allows, by skill id. */
  readonly notifications: Readonly<Record<string, readonly string[]>>;
}
