import { encodeTimestamp } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { resetHouse } from '../house/house.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { readCustomer } from './customer-routes.ts';

/** `/health`, `/reset`, `/homes/{userId}`. */
export function addHouseRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/health', {
    GET: () => ({ status: 'ok', now: encodeTimestamp(house.clock.now()), mode: house.mode }),
  });
  addControlRoute(app, '/reset', {
    POST: (_, reply) => {
      resetHouse(house);
      return reply.code(204).send();
    },
  });
  addControlRoute(app, '/homes/:userId', {
    GET: (request, reply) => {
      const userId = pathParameter(request, 'userId');
      const { region } = readCustomer(userId, house);
      reply.type('application/json; charset=utf-8');
      return house.homes.viewText(userId, region);
    },
  });
}
