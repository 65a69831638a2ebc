import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import type { Customer } from '../customer/customer.ts';
import { parseCustomer } from '../customer/parse-customer.ts';
import type { House } from '../house/house.ts';
import { dropLink } from '../link/linker.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { pageOf, parsePaging } from './page.ts';

/** `/customers` and `/customers/{userId}`. */
export function addCustomerRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/customers', {
    GET: ({ query }) => {
      const { limit, after } = parsePaging(query);
      // One more than a page holds shows whether there is a next one.
      return pageOf(house.customers.list(limit + 1, after), { idOf: customer => customer.userId, query });
    },
  });
  addControlRoute(app, '/customers/:userId', {
    GET: request => readCustomer(pathParameter(request, 'userId'), house),
    PUT: (request, reply) => {
      const userId = pathParameter(request, 'userId');
      const customer = parseCustomer(request.body, userId);
      reply.code(house.customers.read(userId) === undefined ? 201 : 200);
      house.customers.put(customer);
      return customer;
    },
    DELETE: (request, reply) => {
      const { userId } = readCustomer(pathParameter(request, 'userId'), house);
      for (const link of house.links.listOfCustomer(userId)) dropLink(link, house);
      house.homes.removeCustomer(userId);
      house.routineBook.removeCustomer(userId);
      house.customers.remove(userId);
      return reply.code(204).send();
    },
  });
}

/** A customer who must be there; throws `unknown-customer`. */
export function readCustomer(userId: string, house: House): Customer {
  const customer = house.customers.read(userId);
  if (customer === undefined) throw new GatehouseError('unknown-customer', `No customer ${userId} is known`);
  return customer;
}
