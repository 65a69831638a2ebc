import { judgeNumbers, parseCommandLine } from '../command-line.ts';

/** What `npm run notices` is asked for. */
export interface NoticeOptions {
  readonly seed: number;
  readonly days: number;
  readonly customers: number;
  readonly json: boolean;
  readonly help: boolean;
}

/** What `--help` says, and what is said after a wrong option. */
export const NOTICE_USAGE = `npm run notices -- [--days N] [--customers N] [--seed N] [--json]

Lets a skill and its customers do things at random times for many days of virtual time: notices to one and to all, newer
and older versions, expiries, subscriptions, moves. Looks at what the gateway shows each customer, and holds it against
what was posted and allowed, and against a model of its own. Exit code 0: every promise was kept. 1: one was not. 2: an
option is wrong.

  --days N        how many days of virtual time; default 365
  --customers N   how many customers there are at a time; default 10000
  --seed N        what happens; default 1. The same seed does the same
  --json          one JSON value on stdout
`;

/** The largest number that an option may be. */
const MOST = 999_999_999;

/** Reads the options; answers a sentence that says what is wrong and what is allowed. */
export function parseNoticeOptions(args: readonly string[]): NoticeOptions | string {
  const number = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { days: number, customers: number, seed: number, json: flag, help: flag };
  return parseCommandLine({ args, options }, ({ days = '365', customers = '10000', seed = '1', json, help }) => {
    const wrong = judgeNumbers({ days, customers, seed }, MOST);
    return wrong ?? { days: Number(days), customers: Number(customers), seed: Number(seed), json, help };
  });
}
