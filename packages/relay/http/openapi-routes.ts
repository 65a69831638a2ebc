import { encodeOpenApi } from '../openapi/encode-openapi.ts';
import { operatorOperations } from '../openapi/operator-operations.ts';
import type { ApiRoute } from './api-route.ts';

/** `GET /openapi.json`: these routes and itself, as OpenAPI 3.1. It tells of no customer and needs no key. */
export function openApiRoutes(routes: readonly ApiRoute[]): ApiRoute[] {
  const described: ApiRoute = {
    method: 'GET',
    path: '/openapi.json',
    open: true,
    operation: operatorOperations.readOpenApi,
    handle: () => {
      text ??= JSON.stringify(encodeOpenApi([...routes, described]));
      return { status: 200, text };
    },
  };
  let text: string | undefined;
  return [described];
}
