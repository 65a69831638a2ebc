import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { resetHouse } from '../house/house.ts';
import { exportHouse, importHouse } from '../house/house-export.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute } from './control-route.ts';

/** Enough for a hundred thousand customers with their homes; our choice. */
const MOST_IMPORT_BYTES = 256 * 1024 * 1024;

/** `/export`, `/import` and `/reset`: the whole state. The instance has to be one of its own: it reads JSON its own way. */
export function addStateRoutes(app: FastifyInstance, { house }: ControlContext): void {
  takeAnyJson(app);
  addControlRoute(app, '/export', { GET: () => exportHouse(house) });
  addControlRoute(
    app,
    { url: '/import', bodyLimit: MOST_IMPORT_BYTES },
    {
      POST: (request, reply) => {
        importHouse(request.body, house);
        return reply.code(204).send();
      },
    },
  );
  addControlRoute(app, '/reset', {
    POST: (_, reply) => {
      resetHouse(house);
      return reply.code(204).send();
    },
  });
}

/**
 * An export may hold requests with members such as `__proto__`, which the control API refuses elsewhere; here they stay
 * in records that nobody merges into anything.
 */
function takeAnyJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => {
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(new GatehouseError('invalid-json', 'Cannot take the body: it is not JSON'));
    }
  });
}
