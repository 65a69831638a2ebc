import type { Store } from '../store/store.ts';
import type { ApiAnswer, ApiRoute } from './api-route.ts';

/** What the health routes ask of the store. */
export type HealthStore = Pick<Store, 'nextDueAt' | 'describe'>;

/**
 * `GET /healthz`: the process answers. `GET /readyz`: it can also take events, because the store answers and the relay
 * is not on its way down.
 */
export function healthRoutes(store: HealthStore, isStopping: () => boolean): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      open: true,
      handle: () => ({ status: 200, body: { status: 'ok', checks: {} } }),
    },
    {
      method: 'GET',
      path: '/readyz',
      open: true,
      handle: () => (isStopping() ? { status: 503, body: { status: 'stopping', checks: {} } } : judgeReadiness(store)),
    },
  ];
}

async function judgeReadiness(store: HealthStore): Promise<ApiAnswer> {
  try {
    await store.nextDueAt();
    return { status: 200, body: { status: 'ok', checks: { store: { status: 'ok', ...store.describe() } } } };
  } catch {
    return { status: 503, body: { status: 'failing', checks: { store: { status: 'failing' } } } };
  }
}
