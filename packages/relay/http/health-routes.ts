import type { Store } from '../store/store.ts';
import type { ApiAnswer, ApiRoute } from './api-route.ts';

/** What the health routes look at. */
export interface HealthRoutesOptions {
  readonly store: Pick<Store, 'nextDueAt' | 'describe'>;
  /** Whether the relay is on its way down. */
  readonly isStopping: () => boolean;
}

/** `GET /healthz`: the process answers. `GET /readyz`: it can also take events, because the store answers. */
export function healthRoutes(options: HealthRoutesOptions): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      open: true,
      handle: () => ({ status: 200, body: { status: 'ok', checks: {} } }),
    },
    { method: 'GET', path: '/readyz', open: true, handle: () => judgeReadiness(options) },
  ];
}

async function judgeReadiness({ store, isStopping }: HealthRoutesOptions): Promise<ApiAnswer> {
  if (isStopping()) return { status: 503, body: { status: 'stopping', checks: {} } };
  try {
    await store.nextDueAt();
    return { status: 200, body: { status: 'ok', checks: { store: { status: 'ok', ...store.describe() } } } };
  } catch {
    return { status: 503, body: { status: 'failing', checks: { store: { status: 'failing' } } } };
  }
}
