import { judgeNumbers, parseCommandLine } from '../command-line.ts';

/** What `npm run simulate` is asked for. */
export interface RunOptions {
  readonly seeds: number;
  readonly from: number;
  /** This one alone, told line by line. */
  readonly seed: number | undefined;
  /** How often is told how far it is, in seconds; undefined: as suits the terminal. 0: never. */
  readonly progress: number | undefined;
  readonly lyingDisk: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** What `--help` says, and what is said after a wrong option. */
export const USAGE = `npm run simulate -- [--seeds N] [--from N] [--seed N] [--progress N] [--lying-disk] [--json]

Runs client, relay and gateway, joined in memory, on a virtual clock, a wire and a disk that fail by seed, and checks that
no promise is broken. Exit code 0: none is. 1: one is, or an interesting state was never reached by 1,000 seeds or more.
2: an option is wrong. 130: interrupted by Ctrl+C before a promise was broken; what was reached is printed all the same.

  --seeds N      how many seeds; default 100
  --from N       the first of them; default 1. With --seeds it cuts a long run in parts
  --seed N       this seed alone, with all that happened, line by line; always the same
  --progress N   a line on stderr every N seconds; default 60, on a terminal one line that changes; 0: none
  --lying-disk   a disk that acknowledges before it syncs, to see that this is noticed
  --json         one JSON value on stdout

Seeds that break a promise are told on stderr at once, and at the end with the fewest commands that do it.
`;

/** The largest number that an option may be. */
const MOST = 999_999_999;

/** Reads the options; answers a sentence that says what is wrong and what is allowed. */
export function parseOptions(args: readonly string[]): RunOptions | string {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    ...{ seeds: text, from: text, seed: text, progress: text },
    ...{ json: flag, help: flag, 'lying-disk': flag },
  };
  return parseCommandLine({ args, options }, values => judgeValues(values) ?? encodeValues(values));
}

interface Values {
  readonly seeds?: string;
  readonly from?: string;
  readonly seed?: string;
  readonly progress?: string;
  readonly json?: boolean;
  readonly help?: boolean;
  readonly 'lying-disk'?: boolean;
}

function judgeValues({ progress, seeds, from, seed }: Values): string | undefined {
  const wrong = judgeNumbers({ seeds, from, seed }, MOST);
  if (wrong !== undefined) return wrong;
  if (progress !== '0' && judgeNumbers({ progress }, MOST) !== undefined) {
    return `--progress is ${progress}; allowed are whole numbers of seconds from 0 to ${MOST}`;
  }
  if (seed === undefined || (seeds ?? from) === undefined) return undefined;
  return '--seed runs one seed alone; allowed beside it are --lying-disk and --json';
}

function encodeValues(values: Values): RunOptions {
  const { seeds = '100', from = '1', seed, progress, json = false, help = false } = values;
  return {
    ...{ seeds: Number(seeds), from: Number(from), json, help },
    seed: seed === undefined ? undefined : Number(seed),
    progress: progress === undefined ? undefined : Number(progress),
    lyingDisk: values['lying-disk'] ?? false,
  };
}
