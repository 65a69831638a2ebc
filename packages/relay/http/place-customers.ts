import type { Store } from '../store/store.ts';
import type { ApiRoute } from './api-route.ts';
import { readParam, readRegion } from './read-request.ts';

/**
 * The same routes; where each region has a store of its own, a request about a customer that carries the header
 * `gatehouse-region` also says where the customer is to live if nothing is known of it yet.
 */
export function placeCustomers(routes: readonly ApiRoute[], store: Pick<Store, 'placeCustomer'>): readonly ApiRoute[] {
  if (store.placeCustomer === undefined) return routes;
  return routes.map(route =>
    route.path.includes('/:customer') && route.method !== 'GET' ? placing(route, store) : route,
  );
}

function placing(route: ApiRoute, store: Pick<Store, 'placeCustomer'>): ApiRoute {
  return {
    ...route,
    handle: async request => {
      const region = readRegion(request);
      if (region !== undefined) await store.placeCustomer?.(readParam(request, 'customer'), region);
      return route.handle(request);
    },
  };
}
