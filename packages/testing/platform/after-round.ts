/**
 * Calls back when the event loop has gone round once: every promise chain that can go on has done so to its end by then.
 * For whoever waits ten thousand times in a second: it costs no promise, unlike `settle`.
 */
export function afterRound(callback: () => void): void {
  setImmediate(callback);
}
