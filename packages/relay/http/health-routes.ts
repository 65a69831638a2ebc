import { type Clock, sleep } from '@gatehouse/client/platform';
import { operatorOperations } from '../openapi/operator-operations.ts';
import type { Keyring } from '../seal/keyring.ts';
import type { DiskWatch } from '../store/disk-watch.ts';
import type { Store, StorePart } from '../store/store.ts';
import type { ApiAnswer, ApiRoute } from './api-route.ts';

/** What the health routes ask. */
export interface HealthRoutesOptions {
  readonly store: Pick<Store, 'nextDueAt' | 'describe' | 'listParts'>;
  readonly disk: Pick<DiskWatch, 'full'>;
  readonly keyring: Pick<Keyring, 'check'>;
  readonly clock: Clock;
  readonly isStopping: () => boolean;
}

/** How a part of the relay is: `stopping` and `failing` make the whole not ready. */
type CheckStatus = 'ok' | 'failing' | 'stopping';

/** How long a check may take before it counts as failing, in milliseconds: chosen, below what probes usually wait. */
const CHECK_MS = 2_000;

/**
 * `GET /healthz`: the process answers. `GET /readyz`: it can also take events and would start again, because it is not
 * on its way down (`intake`), the store answers and its disk is not full (`store`) and the key file can be read
 * (`keys`); else 503, with each check.
 */
export function healthRoutes(options: HealthRoutesOptions): ApiRoute[] {
  const alive: ApiAnswer = { status: 200, body: { status: 'ok', checks: { process: { status: 'ok' } } } };
  return [
    { method: 'GET', path: '/healthz', open: true, operation: operatorOperations.readHealth, handle: () => alive },
    {
      method: 'GET',
      path: '/readyz',
      open: true,
      operation: operatorOperations.readReadiness,
      handle: () => judgeReadiness(options),
    },
  ];
}

async function judgeReadiness({ store, disk, keyring, clock, isStopping }: HealthRoutesOptions): Promise<ApiAnswer> {
  // A store that is being closed is not asked.
  if (isStopping()) return { status: 503, body: { status: 'stopping', checks: { intake: { status: 'stopping' } } } };
  const [regions, readable] = await Promise.all([
    Promise.all((store.listParts?.() ?? [{ name: '', store, disk }]).map(part => checkPart(clock, part))),
    holds(clock, () => keyring.check()),
  ]);
  const unwell = regions.some(one => one.status === 'failing');
  const stored = unwell ? 'failing' : 'ok';
  const named = regions.filter(one => unwell && one.name !== '').map(({ name, status }) => [name, { status }]);
  const checks = {
    intake: { status: 'ok' },
    store: {
      status: stored,
      ...(stored === 'ok' ? store.describe() : {}),
      ...(named.length > 0 ? { regions: Object.fromEntries(named) } : {}),
    },
    keys: { status: readable },
  };
  const ready = stored === 'ok' && readable === 'ok';
  return { status: ready ? 200 : 503, body: { status: ready ? 'ok' : 'failing', checks } };
}

async function checkPart(
  clock: Clock,
  { name, store, disk }: StorePart,
): Promise<{ name: string; status: CheckStatus }> {
  return { name, status: disk.full ? 'failing' : await holds(clock, () => store.nextDueAt()) };
}

/** Why a check fails is in the log of whoever met the failure at work: strangers may read this answer. */
async function holds(clock: Clock, check: () => Promise<unknown>): Promise<CheckStatus> {
  const over = new AbortController();
  const late = sleep(clock, CHECK_MS, over.signal).then((): CheckStatus => 'failing');
  const found = check().then(
    (): CheckStatus => 'ok',
    (): CheckStatus => 'failing',
  );
  const status = await Promise.race([found, late]);
  over.abort();
  return status;
}
