/** Exit code of a process that its second stop signal cannot end, as that of the first process of a container. */
const INTERRUPTED = 130;

/** How often a process that npm started looks whether its parent is still there, in milliseconds. */
const PARENT_CHECK_MS = 200;

/** Why a process is to stop; the reason of the signal that {@link listenForStop} answers. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'parent-gone' | 'output-closed';

/**
 * Answers a signal that is aborted with a {@link StopReason} by the first SIGINT, SIGTERM or SIGHUP, when nobody reads
 * stdout any more, and, under npm, when the parent process has gone. The second signal ends the process at once, as if
 * nobody listened (shells count 128 and its number), also one whose disk does not answer. Call it once a process. Writing
 * to a closed stderr is forgiven.
 */
export function listenForStop(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
    if (controller.signal.aborted) endBy(signal);
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

/** After all that is to be done at the end: the rest of `process.exit` waits for threads, even for one that waits for a disk. */
function endBy(signal: NodeJS.Signals): never {
  process.on('exit', () => {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
  process.exit(INTERRUPTED);
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
