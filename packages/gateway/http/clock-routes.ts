import type { FastifyInstance } from 'fastify';
import { parseClockChange } from '../clock/clock-change.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute } from './control-route.ts';

/** `/clock`: how the gateway's clock stands, and changing that. Answers a change when all that fell due has happened. */
export function addClockRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/clock', {
    GET: () => house.clock.read(),
    POST: request => house.clock.change(parseClockChange(request.body)),
  });
}
