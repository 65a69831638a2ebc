import type { FastifyInstance } from 'fastify';
import { parseFaults } from '../fault/parse-fault.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute } from './control-route.ts';

/** `/faults`: the list of faults as a whole; GET shows each with its counters, and that can be PUT back. */
export function addFaultRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/faults', {
    GET: () => house.faults.list(),
    PUT: request => {
      house.faults.put(parseFaults(request.body));
      return house.faults.list();
    },
    DELETE: (_, reply) => {
      house.faults.put([]);
      return reply.code(204).send();
    },
  });
}
