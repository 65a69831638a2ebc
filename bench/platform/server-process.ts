import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A server in a process of its own. */
export interface ServerProcess<Ready> {
  /** What the process said when it was ready. */
  readonly ready: Ready;
  /** CPU time of the process, all threads together, in nanoseconds. */
  cpuNs(): Promise<number>;
  /** The most memory that the process has had resident at once, in bytes. */
  mostResidentBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** What a process can be asked for. */
type Figure = 'cpu' | 'memory';

/** Starts a program that calls {@link serveProcess}. */
export async function startServerProcess<Ready>(
  program: URL,
  words: readonly string[] = [],
): Promise<ServerProcess<Ready>> {
  const child = fork(program, words);
  const ended = once(child, 'exit');
  const answer = async (): Promise<unknown> => {
    const failed = ended.then(() => Promise.reject(new RangeError(`${program.pathname} ended before it answered`)));
    failed.catch(() => {});
    return await Promise.race([once(child, 'message').then(([message]: unknown[]) => message), failed]);
  };
  const ask = async (figure: Figure): Promise<number> => {
    child.send(figure);
    return Number(await answer());
  };
  return {
    ready: (await answer()) as Ready,
    cpuNs: () => ask('cpu'),
    mostResidentBytes: () => ask('memory'),
    stop: async () => {
      child.send('stop');
      await ended;
    },
  };
}

/** The far side: says what is ready, how much CPU it has used when asked, and ends when told or left alone. */
export function serveProcess(ready: object, stop: () => Promise<void>): void {
  process.on('message', message => {
    if (message === 'stop') return process.disconnect();
    process.send?.(readFigure(message as Figure));
  });
  process.once('disconnect', () => void stop());
  process.send?.(ready);
}

function readFigure(figure: Figure): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return figure === 'cpu' ? (userCPUTime + systemCPUTime) * 1e3 : readMostResident();
}

/** Linux lets a process begin with the `maxRSS` of the one that started it; the high-water mark of its memory is its own. */
function readMostResident(): number {
  const own =
    process.platform === 'linux' ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) : null;
  return Number(own?.[1] ?? process.resourceUsage().maxRSS) * 1024;
}
