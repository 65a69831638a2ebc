import type { Store } from '../store/store.ts';
import type { ApiRequest, ApiRoute } from './api-route.ts';
import { readParam, readRegion } from './read-request.ts';

/**
 * The same routes; where each region has a store of its own, a request that brings something of customers and carries the
 * header `gatehouse-region` also says where those are to live of whom nothing is known yet.
 */
export function placeCustomers(routes: readonly ApiRoute[], store: Pick<Store, 'placeCustomer'>): readonly ApiRoute[] {
  if (store.placeCustomer === undefined) return routes;
  return routes.map(route => (mayPlace(route) ? placing(route, store) : route));
}

/** Whether a route brings something of customers that may be new. */
export function mayPlace({ method, path, customersOf }: ApiRoute): boolean {
  return method !== 'GET' && (customersOf !== undefined || path.includes('/:customer'));
}

function placing(route: ApiRoute, store: Pick<Store, 'placeCustomer'>): ApiRoute {
  const { handle, customersOf = nameCustomer } = route;
  return {
    ...route,
    handle: async request => {
      const region = readRegion(request);
      if (region !== undefined) {
        await Promise.all([...new Set(customersOf(request))].map(customer => store.placeCustomer?.(customer, region)));
      }
      return handle(request);
    },
  };
}

function nameCustomer(request: ApiRequest): readonly string[] {
  return [readParam(request, 'customer')];
}
