const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a duration: a whole number of milliseconds, or a whole number with `ms`, `s`, `m`, `h` or `d`.
 *
 * @returns milliseconds, or undefined for anything else, for zero and for more than 365 days
 */
export function parseDuration(value: unknown): number | undefined {
  const milliseconds = typeof value === 'string' ? parseText(value) : value;
  if (typeof milliseconds !== 'number' || !Number.isInteger(milliseconds)) return undefined;
  return milliseconds > 0 && milliseconds <= 365 * 86_400_000 ? milliseconds : undefined;
}

function parseText(text: string): number | undefined {
  const match = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text);
  const unit = units[match?.[2] ?? ''];
  return match?.[1] === undefined || unit === undefined ? undefined : Number(match[1]) * unit;
}
