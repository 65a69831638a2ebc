/** Exit code of a process that the second stop signal ends, as shells count an interrupt. */
const INTERRUPTED = 130;

/** How often a process that npm started looks whether its parent is still there, in milliseconds. */
const PARENT_CHECK_MS = 200;

/** Why a process is to stop; the reason of the signal that {@link listenForStop} answers. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'parent-gone' | 'output-closed';

/**
 * Answers a signal that is aborted with a {@link StopReason} by the first SIGINT, SIGTERM or SIGHUP, when nobody reads
 * stdout any more, and, under npm, when the parent process has gone. The second signal ends the process with 130.
 * Call it once a process. Writing to a closed stderr is forgiven.
 */
export function listenForStop(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort(signal satisfies StopReason);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  onClosed(process.stdout, () => controller.abort('output-closed' satisfies StopReason));
  onClosed(process.stderr, () => undefined);
  if (process.env.npm_command !== undefined) {
    watchParent(() => controller.abort('parent-gone' satisfies StopReason));
  }
  return controller.signal;
}

function onClosed(stream: NodeJS.WriteStream, closed: () => void): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed();
  });
}

/**
 * npm runs its scripts in a shell, and passes SIGTERM to the shell alone. The shell ends and tells nobody, so the
 * process has to notice by itself that it has been left behind.
 */
function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
