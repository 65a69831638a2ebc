import { fork } from 'node:child_process';
import { once } from 'node:events';

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
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return figure === 'cpu' ? (userCPUTime + systemCPUTime) * 1e3 : maxRSS * 1024;
}
