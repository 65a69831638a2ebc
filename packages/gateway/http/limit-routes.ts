import type { FastifyInstance } from 'fastify';
import { parseLimitChange } from '../limit/parse-limits.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute } from './control-route.ts';

/** `/limits`: how many requests are taken; PUT changes a part, and fills every allowance anew. */
export function addLimitRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/limits', {
    GET: () => house.limits.read(),
    PUT: request => house.limits.change(parseLimitChange(request.body)),
  });
}
