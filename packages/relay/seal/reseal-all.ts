import type { GatehouseErrorCode } from '@gatehouse/protocol';
import type { GrantRange, ResealResult, SealView } from './reseal-grants.ts';
import type { SealingKeys } from './sealing-keys.ts';

/** The sealed grants of a relay, by its store or by its API. */
export interface SealAccess {
  /** A page of grants with the key of each. */
  listSeals(range: GrantRange): Promise<{ readonly items: readonly SealView[]; readonly next?: string }>;
  /** Seals a page of grants with the key `current`. */
  resealGrants(range: GrantRange & { readonly current: string }): Promise<ResealResult>;
}

/** How many grants there are, by how they are sealed; `older` and `unknown` by the key's id. */
export interface SealCount {
  readonly total: number;
  readonly current: number;
  readonly unsealed: number;
  readonly older: Readonly<Record<string, number>>;
  readonly unknown: Readonly<Record<string, number>>;
}

/** How far a sealing anew is. `looked` counts the grants of the present pass. */
export interface ResealProgress {
  readonly looked: number;
  readonly resealed: number;
  readonly failed: number;
}

/** What sealing anew came to. Not `done`: it was stopped, and the next run goes on. */
export interface ResealEnd {
  readonly done: boolean;
  readonly resealed: number;
  readonly failed: readonly { readonly customer: string; readonly code: GatehouseErrorCode }[];
}

const PAGE = 500;
/** How often all grants are gone through: a relay may write with the older key while it learns the newer one. */
const MOST_PASSES = 5;
/** What stands for a key whose id cannot be read. */
const NO_ID = '?';

/** Counts all grants by how they are sealed, as these keys see it: a relay may not have read them yet. */
export async function countSeals(access: Pick<SealAccess, 'listSeals'>, keys: SealingKeys): Promise<SealCount> {
  const ids = new Set(keys.keys.map(({ id }) => id));
  const counts = { total: 0, current: 0, unsealed: 0 };
  const older: Record<string, number> = {};
  const unknown: Record<string, number> = {};
  for (let after: string | undefined; ; ) {
    const { items, next } = await access.listSeals({ after, limit: PAGE });
    for (const { state, key = NO_ID } of items) {
      counts.total += 1;
      const others = ids.has(key) ? older : unknown;
      if (state === 'unsealed') counts.unsealed += 1;
      else if (key === keys.current) counts.current += 1;
      else others[key] = (others[key] ?? 0) + 1;
    }
    if (next === undefined) return { ...counts, older, unknown };
    after = next;
  }
}

/** Whether grants are left that one of the keys opens and that the current one has not sealed. */
export function isUnfinished({ unsealed, older }: SealCount): boolean {
  return unsealed > 0 || Object.keys(older).length > 0;
}

/**
 * Seals all grants with the key `current`, page by page, until a whole pass finds nothing to do; what does not open stays
 * as it is and is named. It can be stopped between two pages, and begun anew at any time.
 */
export async function resealAll(
  access: Pick<SealAccess, 'resealGrants'>,
  options: { current: string; signal: AbortSignal; onProgress: (progress: ResealProgress) => void },
): Promise<ResealEnd> {
  const { current, signal, onProgress } = options;
  let resealed = 0;
  for (let pass = 1; ; pass++) {
    const failed: ResealEnd['failed'][number][] = [];
    const before = resealed;
    let looked = 0;
    for (let after: string | undefined; ; ) {
      if (signal.aborted) return { done: false, resealed, failed };
      const page = await access.resealGrants({ after, limit: PAGE, current });
      looked += page.looked;
      resealed += page.resealed;
      failed.push(...page.failed);
      onProgress({ looked, resealed, failed: failed.length });
      if (page.next === undefined) break;
      after = page.next;
    }
    if (resealed === before || pass === MOST_PASSES) return { done: true, resealed, failed };
  }
}
