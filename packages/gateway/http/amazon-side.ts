import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeGatewayError, GatehouseError, type Region } from '@gatehouse/protocol';
import type { House } from '../house/house.ts';
import { handleEvents } from './handle-events.ts';
import { handleRegionLookup } from './handle-region-lookup.ts';
import { handleToken } from './handle-token.ts';
import { encodeProblem, PROBLEM_TYPE } from './problem.ts';
import { type HttpAnswer, sendAnswer, sendEarlyAnswer } from './send-answer.ts';

/** One request to a region's listener. */
export interface Exchange {
  readonly region: Region;
  readonly path: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What the paths of Amazon's side are answered with. */
export interface AmazonSide {
  readonly house: House;
  /** The host and port of each region's listener. */
  hostOf(region: Region): string;
  /** Gives up on whatever is under way. */
  readonly signal: AbortSignal;
}

/** An answer, and whether it goes out before the request's body was read. */
export interface Handled {
  readonly answer: HttpAnswer;
  readonly early: boolean;
}

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
  if (early) sendEarlyAnswer(exchange, answer, side.house.clock);
  else sendAnswer(exchange.response, answer);
}

async function handleExchange(exchange: Exchange, side: AmazonSide): Promise<Handled> {
  const route = routes.get(exchange.path);
  if (route === undefined) return refuse(exchange, new GatehouseError('not-found', 'No such path on this gateway'));
  if (route.method !== exchange.request.method) {
    const message = `${exchange.path} does not answer to this method; allowed is ${route.method}`;
    return refuse(exchange, new GatehouseError('method-not-allowed', message), { allow: route.method });
  }
  try {
    return await route.handle(exchange, side);
  } catch (error) {
    side.house.log.error('Answering a request failed', { path: exchange.path, error });
    const body = encodeGatewayError({ code: 'INTERNAL_SERVICE_EXCEPTION', messageId: side.house.random.uuid() });
    return { answer: { status: 500, body }, early: !exchange.request.readableEnded };
  }
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
