import { encodeGatewayError, GatehouseError, PROBLEM_TYPE } from '@gatehouse/protocol';
import type { AmazonSide, Exchange, Handled } from './exchange.ts';
import { handleEvents } from './handle-events.ts';
import { handleRegionLookup } from './handle-region-lookup.ts';
import { handleToken } from './handle-token.ts';
import { encodeProblem } from './problem.ts';
import { sendAnswer, sendEarlyAnswer } from './send-answer.ts';

type Handler = (exchange: Exchange, side: AmazonSide) => Promise<Handled>;

interface Route {
  readonly method: string;
  readonly handle: Handler;
}

const routes: ReadonlyMap<string, Route> = new Map([
  ['/v3/events', { method: 'POST', handle: handleEvents }],
  ['/auth/o2/token', { method: 'POST', handle: handleToken }],
  ['/auth/O2/token', { method: 'POST', handle: handleToken }],
  ['/v1/alexaApiEndpoint', { method: 'GET', handle: handleRegionLookup }],
]);

/**
 * Answers a request as Amazon does: events, tokens, region lookup. Written on the bare socket rather than a
 * framework, because answers before the end of a body and cut connections belong to the job. Paths that Amazon's
 * documents do not have get a problem of Gatehouse's own. Never rejects.
 */
export async function answerExchange(exchange: Exchange, side: AmazonSide): Promise<void> {
  const { answer, early } = await handleExchange(exchange, side);
  if (exchange.response.destroyed || exchange.response.headersSent) return;
  if (early) sendEarlyAnswer(exchange, answer, side.house.machineClock);
  else sendAnswer(exchange.response, answer);
}

async function handleExchange(exchange: Exchange, side: AmazonSide): Promise<Handled> {
  const route = routes.get(exchange.path);
  if (route === undefined) return refuse(exchange, new GatehouseError('not-found', 'No such path on this gateway'));
  if (route.method !== exchange.request.method) {
    return refuseMethod(exchange, { side, allowed: route.method });
  }
  try {
    return await route.handle(exchange, side);
  } catch (error) {
    side.house.log.error('Answering a request failed', { path: exchange.path, error });
    const body = encodeGatewayError({ code: 'INTERNAL_SERVICE_EXCEPTION', messageId: side.house.random.uuid() });
    return { answer: { status: 500, body }, early: !exchange.request.readableEnded };
  }
}

function refuseMethod(
  exchange: Exchange,
  { side, allowed }: { readonly side: AmazonSide; readonly allowed: string },
): Handled {
  const { region, path } = exchange;
  const error = new GatehouseError(
    'method-not-allowed',
    `${path} does not answer to this method; allowed is ${allowed}`,
  );
  const { status, code, message } = error;
  const reason = { code, message, rule: 'http/method', source: 'RFC 9110, 15.5.6', basis: 'chosen' } as const;
  side.house.journal.append({ region, path, status, code, verdict: 'refused', effects: [], reason });
  return refuse(exchange, error, { allow: allowed });
}

function refuse({ request }: Exchange, error: GatehouseError, headers: Readonly<Record<string, string>> = {}): Handled {
  const bodiless = request.headers['transfer-encoding'] === undefined && !Number(request.headers['content-length']);
  return {
    answer: {
      status: error.status,
      body: encodeProblem(error),
      headers: { 'content-type': PROBLEM_TYPE, ...headers },
    },
    early: !bodiless,
  };
}
