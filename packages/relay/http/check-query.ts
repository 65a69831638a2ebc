import { GatehouseError } from '@gatehouse/protocol';
import type { ApiRoute } from './api-route.ts';

/**
 * Refuses a name in the query that a route with a query does not know: a filter that is misspelt would select everything.
 * A route that takes no query lets pass whatever stands there, as proxies and probes add words of their own.
 *
 * @throws GatehouseError `invalid-request`
 */
export function checkQuery(route: Pick<ApiRoute, 'operation'>, query: Readonly<Record<string, unknown>>): void {
  const known = route.operation.query;
  if (known === undefined) return;
  const stranger = Object.keys(query).find(name => !Object.hasOwn(known, name));
  if (stranger === undefined) return;
  const message = `The query has ${JSON.stringify(stranger)}, which means nothing here; allowed are ${Object.keys(known).join(', ')}`;
  throw new GatehouseError('invalid-request', message);
}
