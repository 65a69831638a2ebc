/** Drops what a map has kept for longest once it has more than `most` entries; called after each one that is added. */
export function dropOldest(map: Map<string, unknown>, most: number): void {
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
