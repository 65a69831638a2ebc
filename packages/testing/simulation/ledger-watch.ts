import { type Clock, sleep } from '@gatehouse/client/platform';
import type { InnerAnswer, InnerRequest } from '@gatehouse/relay';
import type { SimDisks } from './sim-disks.ts';

/** What the ledger of all regions is watched with. */
export interface LedgerWatchOptions {
  readonly clock: Clock;
  readonly disks: SimDisks;
  /** Asks a relay; undefined when no answer came. */
  readonly ask: (request: InnerRequest) => Promise<InnerAnswer | undefined>;
  readonly violate: (name: string, detail: string) => void;
}

/** How often a relay is asked, in milliseconds. */
const EVERY_MS = 10_000;

/** So often, and so far apart in milliseconds, is it asked while a customer moves, which takes a tenth of a second. */
const CROWD = { count: 40, everyMs: 5 };

/** What a relay tells at `GET /v1/ledger`, as far as it is looked at. */
interface ToldLedger {
  readonly accepted: number;
  readonly balanced: boolean;
}

/**
 * Asks a relay with a store for each region for the ledger of all of them, again and again, also while customers move: it
 * balances, and nobody who is on the way is counted twice or not at all.
 */
export class LedgerWatch {
  readonly #options: LedgerWatchOptions;

  constructor(options: LedgerWatchOptions) {
    this.#options = options;
  }

  /** Never resolves: it is over with the world. */
  async run(): Promise<never> {
    const { clock, violate } = this.#options;
    for (let before = 0; ; ) {
      const { accepted = before } = (await this.#ask()) ?? {};
      if (accepted < before) violate('ledger', `${accepted} are accepted, and ${before} were before`);
      before = accepted;
      await sleep(clock, EVERY_MS);
    }
  }

  /** A customer begins to move: many ask at once. */
  crowd(): void {
    const { clock } = this.#options;
    for (let i = 0; i < CROWD.count; i++) clock.setTimer(i * CROWD.everyMs, () => void this.#ask());
  }

  /** Undefined when a relay did not tell. */
  async #ask(): Promise<ToldLedger | undefined> {
    const { disks, ask, violate } = this.#options;
    const answer = await ask({ method: 'GET', path: '/v1/ledger' });
    if (answer?.status !== 200) return undefined;
    const told = JSON.parse(answer.text) as ToldLedger;
    const { accepted, balanced } = told;
    const known = new Set(disks.query<{ id: string }>('SELECT id FROM events').map(({ id }) => id)).size;
    if (!balanced) violate('ledger', `the ledger of all regions does not balance: ${JSON.stringify(told)}`);
    if (accepted > known) violate('ledger', `${accepted} are accepted, and there are ${known} in all regions`);
    return told;
  }
}
