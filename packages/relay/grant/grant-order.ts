/** A grant on its way: its place in the order in which this process began, and the customer's generation by then. */
export interface GrantStart {
  readonly turn: number;
  readonly generation: number;
}

/**
 * Whether a grant may be stored now, so that an older one never takes the place of a newer: nothing of a later turn was
 * stored here, and nobody else has given the customer a grant, or taken it away, since this one began.
 *
 * @param found the customer's generation now, 0 without a grant
 * @param last what this process has stored last for the customer, with the generation that it became
 */
export function mayStoreGrant(start: GrantStart, found: { generation: number; last: GrantStart | undefined }): boolean {
  const { generation, last } = found;
  if (last !== undefined && last.turn > start.turn) return false;
  return generation === start.generation || generation === last?.generation;
}
