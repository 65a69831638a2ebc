import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz-run.ts';

const USAGE = `npx node packages/gateway/test/fuzz-main.ts [--requests 1000000] [--seed 1]

Sends mutated requests to a gateway over real sockets, to every path of Amazon's side and of the control API, and prints
the heap as it goes. Exit code 0: no 5xx that no fault asked for, every answer came, no secret where none belongs, the
heap flat. 1: otherwise, and what failed is printed. 2: wrong usage. SIGINT ends the run early, with its report.
`;

/** How much larger the heap may be in the last quarter than in the first: a leak of a byte a request shows in a million. */
const MOST_GROWTH_MB = 8;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } });
  const requests = Number(values.requests ?? 1_000_000);
  const seed = Number(values.seed ?? 1);
  if (!(Number.isSafeInteger(requests) && requests > 0 && Number.isSafeInteger(seed))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const progress = (sent: number, heapMb: number): void => {
    process.stderr.write(`${sent} requests, heap ${heapMb.toFixed(1)} MB\n`);
  };
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const { failures, ...report } = await runFuzz({ requests, seed, progress, signal: stopping.signal });
  const growthMb = growthOf(report.heapMb);
  const grows =
    growthMb > MOST_GROWTH_MB ? [`The heap grew by ${growthMb.toFixed(1)} MB; allowed are ${MOST_GROWTH_MB}`] : [];
  const all = [...failures, ...grows];
  process.stdout.write(`${JSON.stringify({ ...report, growthMb })}\n${all.map(failure => `${failure}\n`).join('')}`);
  return all.length === 0 ? 0 : 1;
}

/** From the smallest figure of the first half to the smallest of the second, the very first left out. */
function growthOf(heapMb: readonly number[]): number {
  const settled = heapMb.slice(1);
  const middle = Math.floor(settled.length / 2);
  return middle === 0 ? 0 : Math.min(...settled.slice(middle)) - Math.min(...settled.slice(0, middle));
}

process.exitCode = await main();
