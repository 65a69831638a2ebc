import type { BacklogGate } from '../backlog/backlog-gate.ts';
import type { Registry } from '../endpoint/registry.ts';
import { customerOperations } from '../openapi/customer-operations.ts';
import type { ApiRequest, ApiRoute } from './api-route.ts';
import { encodePage, readPage, readParam } from './read-request.ts';

const PATH = '/v1/customers/:customer/endpoints';

/**
 * The registry: `PUT`, `GET` and `DELETE` of one endpoint's discovery object, and the list of a customer's endpoints.
 * `PUT` answers 201 for a new endpoint, else 200, with `result` and the `event` that tells Alexa, if there is one.
 */
export function endpointRoutes(registry: Registry, backlog: Pick<BacklogGate, 'enter'>): ApiRoute[] {
  const path = `${PATH}/:endpoint`;
  return [
    {
      method: 'PUT',
      path,
      operation: customerOperations.putEndpoint,
      commits: true,
      handle: async request => {
        const name = nameOf(request);
        await backlog.enter(name.customer, 1);
        const registration = await registry.putEndpoint(name, request.body);
        return { status: registration.result === 'created' ? 201 : 200, body: { ...name, ...registration } };
      },
    },
    {
      method: 'GET',
      path,
      operation: customerOperations.readEndpoint,
      handle: async request => ({ status: 200, body: await registry.readEndpoint(nameOf(request)) }),
    },
    {
      method: 'DELETE',
      path,
      operation: customerOperations.deleteEndpoint,
      commits: true,
      handle: async request => {
        await registry.deleteEndpoint(nameOf(request));
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: PATH,
      operation: customerOperations.listEndpoints,
      handle: async request => {
        const { limit, ...page } = readPage(request);
        const customer = readParam(request, 'customer');
        const found = await registry.listEndpoints({ customer, ...page, limit: limit + 1 });
        return { status: 200, body: encodePage(found, limit, endpoint => String(endpoint.endpointId)) };
      },
    },
  ];
}

function nameOf(request: ApiRequest): { customer: string; endpointId: string } {
  return { customer: readParam(request, 'customer'), endpointId: readParam(request, 'endpoint') };
}
