import { encodeGatewayError, gatewayErrors, scopeTokenOf } from '@gatehouse/protocol';
import { applyEvent } from '../effect/apply-event.ts';
import { factsOf, type ParsedBody, type ReceivedBody } from '../event/event-body.ts';
import type { EventRefusal } from '../event/event-refusal.ts';
import { type EventAccepted, type JudgedEvent, judgeEvent } from '../event/judge-event.ts';
import { judgeSize } from '../event/judge-size.ts';
import { bearerTokenOf } from '../event/judge-token.ts';
import { reasonOfProblem } from '../event/reason-of-problem.ts';
import { gatewayErrorForm } from '../fault/error-form.ts';
import type { House } from '../house/house.ts';
import type { NewEntry } from '../journal/journal-entry.ts';
import type { TokenOwner } from '../token/token.ts';
import type { AmazonPath, Arrival, Outcome, Received, RequestFacts } from './amazon-path.ts';
import { type BodyReading, decodeUtf8 } from './read-body.ts';
import type { HttpAnswer } from './send-answer.ts';

/** The most bytes that an event may have: 256 KB (fact sheet 4, AddOrUpdateReport payload). */
export const MOST_EVENT_BYTES: number = 256 * 1024;

/**
 * `POST /v3/events`: judged, applied to the customer's home, then answered: 202 without a body, or the documented error
 * (send-events reference, Response).
 */
export const eventsPath: AmazonPath = {
  method: 'POST',
  mostBytes: MOST_EVENT_BYTES,
  errorForm: () => gatewayErrorForm,
  receive: receiveEvent,
};

function receiveEvent(arrival: Arrival): Received {
  const { exchange, reading, side } = arrival;
  const size = judgeSize(receivedOf(reading));
  if (size.type === 'refused') {
    const { refusal, value } = size;
    const outcome = createRefused(refusal, { house: side.house, facts: describeValue(value) });
    const cut = reading.type === 'gone';
    return { type: 'refused', outcome: cut ? { ...outcome, entry: { ...outcome.entry, verdict: 'cut' } } : outcome };
  }
  const { body } = size;
  return {
    type: 'received',
    request: {
      describe: () => describeEvent(body, arrival),
      handle: () => handleEvent(body, { arrival, authorization: exchange.request.headers.authorization }),
    },
  };
}

function receivedOf(reading: BodyReading): ReceivedBody {
  if (reading.type === 'whole') return { type: 'whole', text: decodeUtf8(reading.bytes) };
  return { type: reading.type === 'too-large' ? 'too-large' : 'incomplete' };
}

/** Whose token it is counts even when the token does not: the header's, else the scope's. */
function describeEvent(body: ParsedBody, { exchange, side }: Arrival): RequestFacts {
  const value = body.type === 'json' ? body.value : undefined;
  const { tokens } = side.house;
  const owner = [bearerTokenOf(exchange.request.headers.authorization), scopeTokenOf(value)]
    .map(token => (token === undefined ? undefined : tokens.resolve(token)?.owner))
    .find(known => known !== undefined);
  return { ...namesOfOwner(owner), ...describeValue(value) };
}

function describeValue(value: unknown): RequestFacts {
  return value === undefined ? {} : { ...factsOf(value), request: value };
}

/** Skill and customer of a token, as the journal names them. */
export function namesOfOwner(owner: TokenOwner | undefined): Pick<NewEntry, 'skillId' | 'userId'> {
  if (owner === undefined) return {};
  return { skillId: owner.skillId, ...(owner.link !== undefined && { userId: owner.link.userId }) };
}

interface EventContext {
  readonly arrival: Arrival;
  readonly authorization: string | undefined;
}

function handleEvent(body: ParsedBody, { arrival, authorization }: EventContext): Outcome {
  const { house } = arrival.side;
  const contentType = arrival.exchange.request.headers['content-type'];
  const judged = judgeEvent({ region: arrival.exchange.region, authorization, contentType, body }, house);
  const { verdict, owner } = judged;
  // A token that has ended still tells whose event was refused.
  const facts =
    owner === undefined
      ? describeEvent(body, arrival)
      : { ...namesOfOwner(owner), ...describeValue(body.type === 'json' ? body.value : undefined) };
  if (verdict.type === 'refused') return createRefused(verdict, { house, facts });
  return {
    answer: { status: 202 },
    entry: {
      ...facts,
      status: 202,
      kind: verdict.kind,
      verdict: 'accepted',
      ...applyAccepted(verdict, { judged, house }),
    },
  };
}

function createRefused(
  { code, reason }: EventRefusal,
  { house, facts }: { readonly house: House; readonly facts: RequestFacts },
): Outcome {
  const { status } = gatewayErrors[code];
  const { retryAfterMs } = reason;
  const headers =
    retryAfterMs === undefined || !house.config.sendRetryAfter
      ? {}
      : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
  const answer: HttpAnswer = {
    status,
    body: encodeGatewayError({ code, messageId: house.random.uuid() }),
    headers,
  };
  return { answer, entry: { ...facts, status, code, verdict: 'refused', effects: [], reason } };
}

type Effects = Pick<NewEntry, 'effects' | 'reason' | 'ignored' | 'problems'>;

function applyAccepted(
  accepted: EventAccepted,
  { judged, house }: { readonly judged: JudgedEvent; readonly house: House },
): Effects {
  const { event, kind, problems } = accepted;
  const { owner } = judged;
  const noted = problems.length > 0 ? { problems } : {};
  const [first] = problems;
  if (event === undefined || owner?.link === undefined) {
    return { effects: [], ...(first !== undefined && { reason: reasonOfProblem(first) }), ...noted };
  }
  const { skillId, link } = owner;
  const isSound = house.mode === 'strict' && problems.length === 0;
  const at = house.clock.now();
  return { ...applyEvent({ event, kind, isSound, skillId, userId: link.userId, at }, house), ...noted };
}
