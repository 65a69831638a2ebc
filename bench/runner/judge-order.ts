/**
 * What is wrong with how messages arrived, or undefined when every customer's came in the order in which they were
 * accepted, none missing. `accepted` has the ids of each customer, `arrived` those of all in the order of their first or later
 * arrivals: what came once more is not held against anybody.
 */
export function judgeOrder(
  accepted: ReadonlyMap<string, readonly string[]>,
  arrived: readonly string[],
): string | undefined {
  const places = new Map<string, number>();
  for (const [place, id] of arrived.entries()) if (!places.has(id)) places.set(id, place);
  for (const [customer, ids] of accepted) {
    const missing = ids.find(id => !places.has(id));
    if (missing !== undefined) return `${missing} of ${customer} never arrived`;
    const early = ids.findIndex((id, number) => (places.get(id) ?? 0) < (places.get(ids[number - 1] ?? id) ?? 0));
    if (early >= 0) return `${ids[early]} of ${customer} arrived before ${ids[early - 1]}`;
  }
  return undefined;
}
