import { GatehouseError } from '@gatehouse/protocol';
import { type Customer, LINK_STATES } from '../customer/customer.ts';
import { type CustomerView, encodeCustomer } from '../customer/encode-customer.ts';
import { customerOperations } from '../openapi/customer-operations.ts';
import type { Store } from '../store/store.ts';
import type { ApiRoute } from './api-route.ts';
import { encodePage, readChoice, readPage, readParam } from './read-request.ts';

/** `GET /v1/customers/{c}` and `GET /v1/customers?state=…`: link, lane and number of endpoints of customers. */
export function customerRoutes(store: Store): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/v1/customers/:customer',
      operation: customerOperations.readCustomer,
      handle: async request => {
        const id = readParam(request, 'customer');
        const customer = await store.readCustomer(id);
        if (customer !== undefined) return { status: 200, body: await viewCustomer(store, customer) };
        throw new GatehouseError('unknown-customer', `Nothing is known of customer ${id}; check the id`);
      },
    },
    {
      method: 'GET',
      path: '/v1/customers',
      operation: customerOperations.listCustomers,
      handle: async request => {
        const { limit, ...page } = readPage(request);
        const state = readChoice(request, 'state', LINK_STATES);
        const filter = { ...page, ...(state === undefined ? {} : { state }), limit: limit + 1 };
        const { items, next } = encodePage(await store.listCustomers(filter), limit, customer => customer.customer);
        const views = await Promise.all(items.map(customer => viewCustomer(store, customer)));
        return { status: 200, body: next === undefined ? { items: views } : { items: views, next } };
      },
    },
  ];
}

async function viewCustomer(store: Store, customer: Customer): Promise<CustomerView> {
  const [lane, endpoints] = await Promise.all([
    store.readLane(customer.customer),
    store.countEndpoints(customer.customer),
  ]);
  return encodeCustomer(customer, { lane, endpoints });
}
