import type { SealCount, SealingKeys } from '@gatehouse/relay/seal';

/** How many grants each key has sealed, as a value for programs. `unknown` are keys that the key file does not have. */
export interface SealStatus {
  readonly current: string;
  readonly keys: readonly { readonly id: string; readonly current: boolean; readonly grants: number }[];
  readonly unknown: readonly { readonly id: string; readonly grants: number }[];
  readonly unsealed: number;
  readonly total: number;
}

/** Lays the counts over the keys of the key file; no key itself is part of it. */
export function encodeSealStatus(count: SealCount, { current, keys }: SealingKeys): SealStatus {
  return {
    current,
    keys: keys.map(({ id }) => ({
      id,
      current: id === current,
      grants: id === current ? count.current : (count.older[id] ?? 0),
    })),
    unknown: Object.entries(count.unknown).map(([id, grants]) => ({ id, grants })),
    unsealed: count.unsealed,
    total: count.total,
  };
}

/** The same as text for people. */
export function encodeSealTable(status: SealStatus): string {
  const rows = [
    ...status.keys.map(({ id, current, grants }) => [
      id,
      grants,
      current ? 'seals' : grants === 0 ? 'unused' : 'opens',
    ]),
    ...status.unknown.map(({ id, grants }) => [id, grants, 'missing from the key file: these grants cannot be opened']),
    ...(status.unsealed > 0 ? [['(no key)', status.unsealed, 'unsealed: gatehouse keys rotate seals them']] : []),
  ].map(row => row.map(String));
  const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const lines = rows.map(([id = '', grants = '', what = '']) =>
    [id.padEnd(widths[0] ?? 0), grants.padStart(widths[1] ?? 0), what].join('  '),
  );
  return `${lines.join('\n')}\n`;
}
