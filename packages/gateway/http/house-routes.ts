import { encodeTimestamp } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { readCustomer } from './customer-routes.ts';

/** `/health` and `/homes/{userId}`. */
export function addHouseRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/health', {
    GET: () => ({ status: 'ok', now: encodeTimestamp(house.clock.now()), mode: house.mode, data: house.store.kind }),
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
