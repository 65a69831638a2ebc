import { answerBrokenRequest, type Clock, type Log, type Secret } from '@gatehouse/client/platform';
import { GatehouseError, PROBLEM_TYPE } from '@gatehouse/protocol';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { retrySecondsOf } from '../backlog/too-many.ts';
import type { WaitingGate } from '../backlog/waiting-gate.ts';
import type { ApiKeyConfig } from '../config/resolve-api-keys.ts';
import type { ApiRoute } from './api-route.ts';
import { createAuthorizer } from './authorize.ts';
import { checkQuery } from './check-query.ts';
import { encodeProblem, problemErrorOf } from './encode-problem.ts';
import { parseBody } from './parse-body.ts';
import { PathTable } from './path-table.ts';
import type { RequestsUnderWay } from './requests-under-way.ts';
import { scopeOf } from './scope-of.ts';
import { whenAnswered } from './when-answered.ts';

/** What the server works with. */
export interface ServerOptions {
  readonly routes: readonly ApiRoute[];
  readonly apiKey?: Secret | undefined;
  readonly apiKeys?: readonly ApiKeyConfig[] | undefined;
  /** For the end of keys. */
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Whether the relay is on its way down: what still comes in is `stopping`, but for the open routes. */
  readonly isStopping: () => boolean;
  /** Told of each request that came in before the stop. */
  readonly underWay?: RequestsUnderWay;
  /** Bounds the requests to routes that commit; without it there may be any number. */
  readonly waiting?: WaitingGate;
}

const BODY_LIMIT = 1024 * 1024;

/** A correlation token of 2,048 characters, or an id of 256, percent-encoded. */
const MAX_PARAM_LENGTH = 2_048 * 3;

/** How long a request may take to arrive, in milliseconds; slower clients are cut off. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Makes the HTTP server of routes; nothing listens yet. Everything that goes wrong is answered as a problem (RFC 9457):
 * what is no HTTP, a request without a host, an unknown path, a method that a path does not have, a body that is too large
 * or of another type, and whatever a route throws. An expectation that nobody knows is no reason to refuse (RFC 9110,
 * section 10.1.1).
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // Node's own refusals have no body: what it would refuse is let through, and judged here.
    http: { requireHostHeader: false },
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreTrailingSlash: true },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, error, options.log),
  });
  app.server.on('checkExpectation', app.routing);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: FastifyRequest, body: string) =>
    parseBody(body),
  );
  const paths = new PathTable(options.routes);
  const checkCaller = createCallerCheck(paths, options);
  // Before the body is read, and in one hook: each costs every request.
  app.addHook('onRequest', async (request, reply) => {
    // Whoever asks on the way down has to look for another process, on another connection.
    if (options.isStopping()) reply.header('connection', 'close');
    else options.underWay?.enter(reply.raw);
    checkHost(request);
    checkCaller(request);
    if (request.is404) refuseRoute(request, reply, paths);
  });
  app.setErrorHandler((error, _request, reply) => sendProblem(reply, error, options.log));
  for (const route of options.routes) addRoute(app, route, options.waiting);
  return app;
}

/**
 * A request of HTTP/1.1 names the host that it is for.
 *
 * Source: RFC 9112, section 3.2.
 */
function checkHost({ raw, headers }: FastifyRequest): void {
  if (headers.host !== undefined || raw.httpVersion === '1.0') return;
  throw new GatehouseError('invalid-request', 'The request has no header Host; send that of the address, once');
}

/** The key is asked for also where nothing is: unknown paths tell strangers nothing. */
function createCallerCheck(paths: PathTable, options: ServerOptions): (request: FastifyRequest) => void {
  const authorize = createAuthorizer(options);
  const open = new Set(options.routes.filter(route => route.open).map(route => route.path));
  const scopes = new Map(options.routes.map(route => [`${route.method} ${route.path}`, scopeOf(route)]));
  return request => {
    const path = request.is404 ? paths.find(request.url)?.path : request.routeOptions.url;
    if (path !== undefined && open.has(path)) return;
    if (options.isStopping()) throw new GatehouseError('stopping', 'The relay is stopping; send it again in a moment');
    const { method, headers } = request;
    // What answers to GET answers to HEAD, too.
    authorize(headers.authorization, scopes.get(`${method === 'HEAD' ? 'GET' : method} ${path}`));
  };
}

function refuseRoute({ method, url }: FastifyRequest, reply: FastifyReply, paths: PathTable): never {
  const known = paths.find(url);
  if (known === undefined)
    throw new GatehouseError('not-found', 'The relay has no such path; its paths begin with /v1');
  const allowed = known.allowed.join(', ');
  reply.header('allow', allowed);
  throw new GatehouseError('method-not-allowed', `The path does not answer to ${method}; it answers to ${allowed}`);
}

function addRoute(app: FastifyInstance, route: ApiRoute, waiting: WaitingGate | undefined): void {
  const { method, path, bodyLimit = BODY_LIMIT, handle } = route;
  app.route({
    method,
    url: path,
    bodyLimit,
    ...(route.commits && waiting ? { onRequest: bounded(waiting, bodyLimit) } : {}),
    handler: async (request, reply) => {
      const { params, query, headers, body } = request as FastifyRequest<{
        Params: Record<string, string>;
        Querystring: Record<string, unknown>;
      }>;
      checkQuery(route, query);
      const answer = await handle({ params, query, headers, body });
      if (answer.stream !== undefined) {
        reply.hijack();
        answer.stream(reply.raw);
        return reply;
      }
      reply.header('cache-control', 'no-store');
      const { status, body: value, text = value === undefined ? undefined : JSON.stringify(value) } = answer;
      if (text === undefined) return reply.code(status).send();
      return reply
        .code(status)
        .type(answer.contentType ?? 'application/json')
        .send(text);
    },
  });
}

/** Before the body is read: what a request brings counts from the moment on that it may come in. */
function bounded(waiting: WaitingGate, bodyLimit: number) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    whenAnswered(reply.raw, waiting.enter(bytesOf(request, bodyLimit)));
  };
}

/**
 * How many bytes a request may bring; one that names neither a length nor a transfer coding has no body.
 *
 * Source: RFC 9112, section 6.3.
 */
function bytesOf({ headers }: FastifyRequest, bodyLimit: number): number {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return 0;
  const length = Number(headers['content-length'] ?? bodyLimit);
  return Number.isSafeInteger(length) ? Math.min(length, bodyLimit) : bodyLimit;
}

function sendProblem(reply: FastifyReply, thrown: unknown, log: Log): FastifyReply {
  const { headers, routeOptions: route } = reply.request;
  const error = problemErrorOf(thrown, { contentType: headers['content-type'], bodyLimit: route.bodyLimit });
  const { code } = error;
  const facts = { method: reply.request.method, path: route.url, code };
  // Whoever stops a relay expects nothing else.
  if (code === 'stopping') log.info('A request came too late', facts);
  else if (error.status >= 500) log.error('A request failed', { ...facts, error: thrown });
  reply.header('cache-control', 'no-store');
  const retrySeconds = retrySecondsOf(error);
  if (retrySeconds !== undefined) reply.header('retry-after', String(retrySeconds));
  if (code === 'unauthorized') reply.header('www-authenticate', 'Bearer');
  return reply
    .code(error.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(encodeProblem(error)));
}
