import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import type { Customer } from '../customer/customer.ts';
import { parseCustomer } from '../customer/parse-customer.ts';
import type { House } from '../house/house.ts';
import { dropLink } from '../link/linker.ts';
import { allowedOf, changeCustomer } from '../subscription/change-customer.ts';
import { type AllowedChange, tellSkill } from '../subscription/tell-skill.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { pageOf, parsePaging } from './page.ts';

/** `/customers` and `/customers/{userId}`. */
export function addCustomerRoutes(app: FastifyInstance, { house, hostOf }: ControlContext): void {
  addControlRoute(app, '/customers', {
    GET: ({ query }) => {
      const { limit, after } = parsePaging(query);
      // One more than a page holds shows whether there is a next one.
      return pageOf(house.customers.list(limit + 1, after), { idOf: customer => customer.userId, query });
    },
  });
  addControlRoute(app, '/customers/:userId', {
    GET: request => readCustomer(pathParameter(request, 'userId'), house),
    PUT: async (request, reply) => {
      const userId = pathParameter(request, 'userId');
      const customer = parseCustomer(request.body, userId);
      const before = house.customers.read(userId);
      reply.code(before === undefined ? 201 : 200);
      const changes = listChanges({ before, customer }, house);
      changeCustomer(customer, house);
      for (const change of changes) await tellSkill({ ...change, hostOf }, house);
      return customer;
    },
    DELETE: (request, reply) => {
      const { userId } = readCustomer(pathParameter(request, 'userId'), house);
      for (const link of house.links.listOfCustomer(userId)) dropLink(link, house);
      house.homes.removeCustomer(userId);
      house.routineBook.removeCustomer(userId);
      house.notices.removeCustomer(userId);
      house.customers.remove(userId);
      return reply.code(204).send();
    },
  });
}

/** What a customer allows each skill before and after; skills of which nothing is said are left out. */
function listChanges(
  { before, customer }: { readonly before: Customer | undefined; readonly customer: Customer },
  { links }: House,
): Omit<AllowedChange, 'hostOf'>[] {
  const skillIds = new Set([before, customer].flatMap(each => Object.keys(each?.notifications ?? {})));
  return [...skillIds].sort().map(skillId => ({
    ...{ skillId, customer },
    before: before && allowedOf(before, skillId, links),
    after: allowedOf(customer, skillId, links),
  }));
}

/** A customer who must be there; throws `unknown-customer`. */
export function readCustomer(userId: string, house: House): Customer {
  const customer = house.customers.read(userId);
  if (customer === undefined) throw new GatehouseError('unknown-customer', `No customer ${userId} is known`);
  return customer;
}
