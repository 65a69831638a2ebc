import type { ApiRoute } from './api-route.ts';
import type { ApiScope } from './api-scope.ts';

/** What an API key has to allow for a route: what it says, else `read` for GET and `write` for the rest. */
export function scopeOf({ scope, method }: Pick<ApiRoute, 'scope' | 'method'>): ApiScope {
  return scope ?? (method === 'GET' ? 'read' : 'write');
}
