import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What a path of the control API does for one method; the value is the answer's body. */
export type ControlHandler = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** The methods of a path. */
export type ControlMethods = Readonly<Partial<Record<ControlMethod, ControlHandler>>>;

type ControlMethod = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

const METHODS: readonly ControlMethod[] = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** How a path differs from the others. */
export interface ControlRouteOptions {
  /** How many bytes a body may have; default that of the control API. */
  readonly bodyLimit?: number;
}

/** Adds a path to the control API; methods that it does not have are answered 405 with `Allow`. */
export function addControlRoute(
  app: FastifyInstance,
  path: string | (ControlRouteOptions & { readonly url: string }),
  methods: ControlMethods,
): void {
  const { url, ...options } = typeof path === 'string' ? { url: path } : path;
  const allowed = METHODS.filter(method => methods[method] !== undefined);
  const refused = METHODS.filter(method => methods[method] === undefined && !(method === 'HEAD' && methods.GET));
  for (const method of allowed) {
    app.route({
      method,
      url,
      ...options,
      exposeHeadRoute: true,
      handler: async (request, reply) => methods[method]?.(request, reply),
    });
  }
  app.route({
    method: [...refused],
    url,
    handler: (_, reply) => {
      reply.header('allow', allowed.join(', '));
      throw new GatehouseError(
        'method-not-allowed',
        `This path does not answer to the method; allowed are ${allowed.join(', ')}`,
      );
    },
  });
}

/** A parameter of the path. */
export function pathParameter(request: FastifyRequest, name: string): string {
  const parameters: unknown = request.params;
  const value: unknown = typeof parameters === 'object' && parameters !== null ? Reflect.get(parameters, name) : '';
  const text = typeof value === 'string' ? value : '';
  if (text !== '' && text.length <= 256) return text;
  throw new GatehouseError('invalid-request', `Cannot take the ${name} in the path: it has 1 to 256 characters`);
}
