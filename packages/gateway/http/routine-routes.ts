import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { parseRoutine } from '../routine/parse-routine.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { readCustomer } from './customer-routes.ts';
import { pageOf } from './page.ts';

/** `/customers/{userId}/routines` and `/customers/{userId}/routines/{routineId}`. */
export function addRoutineRoutes(app: FastifyInstance, { house }: ControlContext): void {
  const { routineBook } = house;
  addControlRoute(app, '/customers/:userId/routines', {
    GET: request => {
      const { userId } = readCustomer(pathParameter(request, 'userId'), house);
      return pageOf(routineBook.list(userId), { idOf: routine => routine.routineId, query: request.query });
    },
  });
  addControlRoute(app, '/customers/:userId/routines/:routineId', {
    GET: request => {
      const { userId } = readCustomer(pathParameter(request, 'userId'), house);
      const routine = routineBook.read(userId, pathParameter(request, 'routineId'));
      if (routine === undefined) throw notKnown();
      return routine;
    },
    PUT: (request, reply) => {
      const { userId } = readCustomer(pathParameter(request, 'userId'), house);
      const routine = parseRoutine(request.body, pathParameter(request, 'routineId'));
      reply.code(routineBook.read(userId, routine.routineId) === undefined ? 201 : 200);
      routineBook.put(userId, routine);
      return routine;
    },
    DELETE: (request, reply) => {
      const { userId } = readCustomer(pathParameter(request, 'userId'), house);
      if (!routineBook.remove(userId, pathParameter(request, 'routineId'))) throw notKnown();
      return reply.code(204).send();
    },
  });
}

function notKnown(): GatehouseError {
  return new GatehouseError('not-found', 'The customer has no such routine');
}
