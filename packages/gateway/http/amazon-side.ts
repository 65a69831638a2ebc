import { GatehouseError, PROBLEM_TYPE } from '@gatehouse/protocol';
import { bearerTokenOf } from '../event/judge-token.ts';
import { gatewayErrorForm } from '../fault/error-form.ts';
import type { AmazonPath, Arrival, Outcome } from './amazon-path.ts';
import { eventsPath } from './events-path.ts';
import type { AmazonSide, Exchange, Inquiry } from './exchange.ts';
import { type HttpRuleId, httpRules } from './http-rules.ts';
import { type Met, meetFault } from './meet-fault.ts';
import { isNoticePath, noticePath } from './notice-path.ts';
import { encodeProblem } from './problem.ts';
import { type BodyReading, readBody } from './read-body.ts';
import { regionLookupPath } from './region-lookup-path.ts';
import { type HttpAnswer, sendAnswer, sendEarlyAnswer } from './send-answer.ts';
import { sendFaultyAnswer } from './send-faulty-answer.ts';
import { tokenPath } from './token-path.ts';

const paths: ReadonlyMap<string, AmazonPath> = new Map([
  ['/v3/events', eventsPath],
  ['/auth/o2/token', tokenPath],
  ['/auth/O2/token', tokenPath],
  ['/v1/alexaApiEndpoint', regionLookupPath],
]);

function findPath(path: string): AmazonPath | undefined {
  return paths.get(path) ?? (isNoticePath(path) ? noticePath : undefined);
}

/** How much of a path nobody knows the journal keeps, in characters. */
const LONGEST_PATH = 256;

const NO_BODY: BodyReading = { type: 'whole', bytes: Buffer.alloc(0) };

/** An answer that is ready to leave; `early` when the request's body was not read to its end. */
interface Ready {
  readonly answer: HttpAnswer;
  readonly early: boolean;
  readonly fault?: Met['fault'];
}

/**
 * Answers a request as Amazon does: events, notices, tokens, region lookup. Every request walks the same way: its body is read,
 * its size judged, a fault met; then the path handles it (token, standing, rate, JSON, rules, effects); then it comes
 * into the journal, what the house keeps of it becomes durable, and the answer leaves.
 *
 * Written on the bare socket rather than a framework, because answers before the end of a body and cut connections
 * belong to the job. Paths that Amazon's documents do not have get a problem of Gatehouse's own. Never rejects.
 */
export async function answerExchange(exchange: Exchange, side: AmazonSide): Promise<void> {
  const { request } = exchange;
  const read: BodyReader = path => readRequest(exchange, { path, side });
  const ready = await handleInquiry(exchange, { side, read, hasEnded: () => request.complete });
  const { response } = exchange;
  if (response.destroyed || response.headersSent) return;
  if (ready.early) sendEarlyAnswer(exchange, ready.answer, side.house.machineClock);
  else if (ready.fault === undefined) sendAnswer(response, ready.answer);
  else await sendFaultyAnswer(exchange, { answer: ready.answer, action: ready.fault, side });
}

/**
 * Answers a request that comes without a socket, its body whole. A fault's status and body count; its delay and its cut
 * belong to the connection, which is the caller's. Never rejects.
 */
export async function answerInquiry(
  inquiry: Inquiry,
  { body, side }: { readonly body: string; readonly side: AmazonSide },
): Promise<HttpAnswer> {
  const bytes = Buffer.from(body);
  const read: BodyReader = ({ mostBytes }) => {
    if (mostBytes === undefined) return NO_BODY;
    return bytes.length > mostBytes ? { type: 'too-large' } : { type: 'whole', bytes };
  };
  return (await handleInquiry(inquiry, { side, read, hasEnded: () => true })).answer;
}

type BodyReader = (path: AmazonPath) => Promise<BodyReading> | BodyReading;

interface InquiryContext {
  readonly side: AmazonSide;
  readonly read: BodyReader;
  readonly hasEnded: () => boolean;
}

async function handleInquiry(inquiry: Inquiry, context: InquiryContext): Promise<Ready> {
  const { side, hasEnded } = context;
  try {
    const ready = await takeInquiry(inquiry, context);
    const durable = side.house.untilDurable();
    if (durable !== undefined) await durable;
    return ready;
  } catch (error) {
    side.house.log.error('Answering a request failed', { path: inquiry.path, error });
    return { answer: encodeFailure(inquiry, side), early: !hasEnded() };
  }
}

/** A failure of the gateway's own, as the path words those of Amazon. */
function encodeFailure(exchange: Inquiry, side: AmazonSide): HttpAnswer {
  const form = findPath(exchange.path)?.errorForm(side.house.config) ?? gatewayErrorForm;
  const code = form.codeOf(500) ?? 'INTERNAL_SERVICE_EXCEPTION';
  return { status: 500, body: form.encode({ code, messageId: side.house.random.uuid() }) };
}

async function takeInquiry(exchange: Inquiry, { side, read }: InquiryContext): Promise<Ready> {
  const path = findPath(exchange.path);
  if (path === undefined) {
    const error = new GatehouseError('not-found', 'No such path on this gateway');
    return refuseHttp(exchange, { side, rule: 'path', error });
  }
  if (path.method !== exchange.request.method) return refuseMethod(exchange, { side, allowed: path.method });
  const reading = await read(path);
  return { ...takeRequest({ exchange, reading, side }, path), early: reading.type !== 'whole' };
}

function readRequest(
  { request }: Exchange,
  { path, side }: { readonly path: AmazonPath; readonly side: AmazonSide },
): Promise<BodyReading> | BodyReading {
  if (path.mostBytes === undefined) return NO_BODY;
  return readBody(request, {
    clock: side.house.machineClock,
    mostBytes: path.mostBytes,
    timeoutMs: side.house.config.bodyTimeoutMs,
    signal: side.signal,
  });
}

function takeRequest(arrival: Arrival, path: AmazonPath): Pick<Ready, 'answer' | 'fault'> {
  const received = path.receive(arrival);
  const met = received.type === 'refused' ? received.outcome : meetFault(arrival, { request: received.request, path });
  appendEntry(arrival, met);
  const { answer, entry } = met;
  const headers = path.headersOf?.(arrival, { status: answer.status, code: entry.code });
  return headers === undefined ? met : { ...met, answer: { ...answer, headers: { ...headers, ...answer.headers } } };
}

function appendEntry({ exchange, side }: Arrival, { entry }: Outcome): void {
  const bearer = bearerTokenOf(exchange.request.headers.authorization);
  const { region, path } = exchange;
  side.house.journal.append({ region, path, ...entry }, bearer === undefined ? [] : [bearer]);
}

function refuseMethod(
  exchange: Inquiry,
  { side, allowed }: { readonly side: AmazonSide; readonly allowed: string },
): Ready {
  const message = `${exchange.path} does not answer to this method; allowed is ${allowed}`;
  const error = new GatehouseError('method-not-allowed', message);
  return refuseHttp(exchange, { side, rule: 'method', error, headers: { allow: allowed } });
}

interface HttpRefusal {
  readonly side: AmazonSide;
  readonly rule: HttpRuleId;
  readonly error: GatehouseError;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The journal tells of these too: a sender with a wrong URL looks there first. */
function refuseHttp(exchange: Inquiry, { side, rule, error, headers }: HttpRefusal): Ready {
  const { region } = exchange;
  const { status, code, message } = error;
  const { source, basis } = httpRules[rule];
  const reason = { code, message, rule: `http/${rule}`, source, basis };
  const path = exchange.path.slice(0, LONGEST_PATH);
  side.house.journal.append({ region, path, status, code, verdict: 'refused', effects: [], reason });
  return refuse(exchange, error, headers);
}

function refuse({ request }: Inquiry, error: GatehouseError, headers: Readonly<Record<string, string>> = {}): Ready {
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
