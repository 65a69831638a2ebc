/** The value of which as many are smaller as are larger; NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

/** Half the distance between the quartiles as a share of the median: how much a typical round strays. */
export function spreadOf(values: readonly number[]): number {
  return (quantileOf(values, 0.75) - quantileOf(values, 0.25)) / 2 / medianOf(values);
}

/** The value below which a share of the values lies, between neighbours in proportion; NaN of nothing. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
