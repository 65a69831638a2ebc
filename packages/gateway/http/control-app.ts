import { GatehouseError, PROBLEM_TYPE } from '@gatehouse/protocol';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { House } from '../house/house.ts';
import { equalSecrets } from '../token/fingerprint.ts';
import { addClockRoutes } from './clock-routes.ts';
import type { ControlContext } from './control-context.ts';
import { addCustomerRoutes } from './customer-routes.ts';
import { addDirectiveRoutes } from './directive-routes.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { addHouseRoutes } from './house-routes.ts';
import { addJournalRoutes } from './journal-routes.ts';
import { addLimitRoutes } from './limit-routes.ts';
import { addLinkRoutes } from './link-routes.ts';
import { addNoticeRoutes } from './notice-routes.ts';
import { encodeProblem } from './problem.ts';
import { addRoutineRoutes } from './routine-routes.ts';
import { addRuleRoutes } from './rule-routes.ts';
import { addSkillRoutes } from './skill-routes.ts';
import { addStateRoutes } from './state-routes.ts';
import { addSubscriptionRoutes } from './subscription-routes.ts';

/** Where the control API lives on every listener. */
export const CONTROL_PREFIX = '/_gatehouse';

/** Enough for a Discover answer of 300 large endpoints and more. */
const MOST_BODY_BYTES = 8 * 1024 * 1024;

/** Makes the control API: JSON in and out, errors as problems (RFC 9457), a key where one is configured. */
export async function createControlApp(context: ControlContext): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: MOST_BODY_BYTES,
    routerOptions: { maxParamLength: 1024 },
    forceCloseConnections: true,
    frameworkErrors: (error, _, reply) => void sendProblem(reply, translateError(error)),
  });
  acceptEmptyJson(app);
  app.setErrorHandler((error, request, reply) =>
    sendProblem(reply, translateError(error, request.routeOptions.bodyLimit), context.house),
  );
  app.setNotFoundHandler(() => {
    throw new GatehouseError('not-found', 'No such path in the control API');
  });
  app.addHook('onRequest', async request => requireKey(request, context.house));
  app.addHook('onSend', async (request, reply) => {
    if (acknowledges(request, reply)) await context.house.untilDurable();
  });
  await app.register(
    async control => {
      addHouseRoutes(control, context);
      addClockRoutes(control, context);
      addSkillRoutes(control, context);
      addCustomerRoutes(control, context);
      addSubscriptionRoutes(control, context);
      addNoticeRoutes(control, context);
      addRoutineRoutes(control, context);
      addRuleRoutes(control);
      addLinkRoutes(control, context);
      addDirectiveRoutes(control, context);
      addFaultRoutes(control, context);
      addLimitRoutes(control, context);
      addJournalRoutes(control, context);
      await control.register(async state => addStateRoutes(state, context));
    },
    { prefix: CONTROL_PREFIX },
  );
  await app.ready();
  return app;
}

/** Clients that always say `application/json` also do so where there is no body to send. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    const text = body.toString();
    return parse(request, text, (error, value) => done(error && isJson(text) ? forbiddenMember() : error, value));
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the parser refuses beside what is no JSON: members that change the prototype of what they are merged into. */
function forbiddenMember(): GatehouseError {
  const message = 'Cannot take the body: it has a member __proto__ or constructor.prototype; leave it out';
  return new GatehouseError('invalid-request', message);
}

function requireKey(request: FastifyRequest, house: House): void {
  const { apiKey } = house.config;
  if (apiKey === undefined) return;
  const given = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given !== undefined && equalSecrets(given, apiKey.reveal())) return;
  throw new GatehouseError('unauthorized', 'The control API needs its key; send Authorization: Bearer with it');
}

/** Whether the answer stands for a change, which has to be on the disk before it leaves. */
function acknowledges({ method }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return method !== 'GET' && method !== 'HEAD' && statusCode < 500;
}

function sendProblem(reply: FastifyReply, error: unknown, house?: House): FastifyReply {
  const problem = encodeProblem(error);
  if (problem.code === 'internal-error') house?.log.error('Answering a control request failed', { error });
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="gatehouse"');
  return reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** Fastify's own errors in Gatehouse's words. */
function translateError(error: unknown, bodyLimit: number = MOST_BODY_BYTES): unknown {
  if (error instanceof GatehouseError) return error;
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new GatehouseError('too-large', `Cannot take the body: allowed are ${bodyLimit} bytes`);
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new GatehouseError(
      'unsupported-media-type',
      'Cannot take the body: its Content-Type is not application/json',
    );
  }
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) {
    return new GatehouseError('invalid-json', 'Cannot take the body: it is not JSON');
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new GatehouseError('invalid-request', 'Cannot read the request: its path or headers are malformed');
  }
  return error;
}
