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
const EVERY_MS = 3_000;

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
  #accepted = 0;

  constructor(options: LedgerWatchOptions) {
    this.#options = options;
  }

  /** Never resolves: it is over with the world. */
  async run(): Promise<never> {
    const { clock, ask } = this.#options;
    for (;;) {
      const answer = await ask({ method: 'GET', path: '/v1/ledger' });
      if (answer?.status === 200) this.#judge(JSON.parse(answer.text));
      await sleep(clock, EVERY_MS);
    }
  }

  #judge(told: ToldLedger): void {
    const { disks, violate } = this.#options;
    const { accepted, balanced } = told;
    const known = new Set(disks.query<{ id: string }>('SELECT id FROM events').map(({ id }) => id)).size;
    if (!balanced) violate('ledger', `the ledger of all regions does not balance: ${JSON.stringify(told)}`);
    if (accepted < this.#accepted) violate('ledger', `${accepted} are accepted, and ${this.#accepted} were before`);
    if (accepted > known) violate('ledger', `${accepted} are accepted, and there are ${known} in all regions`);
    this.#accepted = accepted;
  }
}
