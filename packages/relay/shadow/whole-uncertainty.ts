/**
 * The uncertainty of a sample in whole milliseconds, as a shadow keeps it. A fraction, which the schema allows (fact
 * sheet 1.4), is rounded up: the sample is no surer for being kept. What is no number of at least 0 counts as exact.
 */
export function wholeUncertainty(uncertaintyInMilliseconds: unknown): number {
  if (typeof uncertaintyInMilliseconds !== 'number' || !(uncertaintyInMilliseconds > 0)) return 0;
  return Math.min(Math.ceil(uncertaintyInMilliseconds), Number.MAX_SAFE_INTEGER);
}
