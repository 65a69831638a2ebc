import type { Host } from '../platform/host.ts';

/** For whoever sits before a terminal, where nothing else would be seen of a drain. */
const STOPPING = 'Stopping: what is under way may end, which can take seconds; Ctrl+C again ends it at once\n';

/**
 * Resolves when the host is told to stop, at once if it already is, and says so at a terminal, unless programs read what
 * is written.
 */
export async function tellStop(host: Host, { json }: { readonly json?: true }): Promise<void> {
  await untilStopped(host.stop);
  if (host.terminal && !json) host.err(STOPPING);
}

function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
