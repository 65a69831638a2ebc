/**
 * Runs a callback once the event loop has been to every socket and file that is ready: whatever they bring about in this
 * round has happened by then.
 */
export function afterRound(callback: () => void): void {
  setImmediate(callback);
}
