import { encodeGatewayError, gatewayErrors } from '@gatehouse/protocol';
import { applyEvent } from '../effect/apply-event.ts';
import { factsOf, type ReceivedBody } from '../event/event-body.ts';
import { type EventAccepted, type JudgedEvent, judgeEvent } from '../event/judge-event.ts';
import { bearerTokenOf } from '../event/judge-token.ts';
import { reasonOfProblem } from '../event/reason-of-problem.ts';
import type { House } from '../house/house.ts';
import type { NewEntry } from '../journal/journal-entry.ts';
import type { AmazonSide, Exchange, Handled } from './exchange.ts';
import { type BodyReading, decodeUtf8, readBody } from './read-body.ts';

/** The most bytes that an event may have: 256 KB (fact sheet 4, AddOrUpdateReport payload). */
export const MOST_EVENT_BYTES: number = 256 * 1024;

/**
 * `POST /v3/events`: judged, applied to the customer's home, written to the journal, then answered: 202 without a
 * body, or the documented error (send-events reference, Response).
 */
export async function handleEvents(exchange: Exchange, side: AmazonSide): Promise<Handled> {
  const { house } = side;
  const { headers } = exchange.request;
  const reading = await readBody(exchange.request, {
    clock: house.machineClock,
    mostBytes: MOST_EVENT_BYTES,
    timeoutMs: house.config.bodyTimeoutMs,
    signal: side.signal,
  });
  const judged = judgeEvent(
    {
      region: exchange.region,
      authorization: headers.authorization,
      contentType: headers['content-type'],
      body: receivedOf(reading),
    },
    house,
  );
  const entry = createEntry(judged, { exchange, house, cut: reading.type === 'gone' });
  const bearer = bearerTokenOf(headers.authorization);
  house.journal.append(entry, bearer === undefined ? [] : [bearer]);
  return { answer: encodeVerdict(judged, house), early: reading.type !== 'whole' };
}

function receivedOf(reading: BodyReading): ReceivedBody {
  if (reading.type === 'whole') return { type: 'whole', text: decodeUtf8(reading.bytes) };
  return { type: reading.type === 'too-large' ? 'too-large' : 'incomplete' };
}

function encodeVerdict({ verdict }: JudgedEvent, house: House): Handled['answer'] {
  if (verdict.type === 'accepted') return { status: 202 };
  const { code } = verdict;
  return { status: gatewayErrors[code].status, body: encodeGatewayError({ code, messageId: house.random.uuid() }) };
}

interface EntryContext {
  readonly exchange: Exchange;
  readonly house: House;
  /** Whether the sender hung up before its answer. */
  readonly cut: boolean;
}

function createEntry(judged: JudgedEvent, { exchange, house, cut }: EntryContext): NewEntry {
  const { verdict, value, owner } = judged;
  const common = {
    region: exchange.region,
    path: exchange.path,
    ...(owner !== undefined && { skillId: owner.skillId }),
    ...(owner?.link !== undefined && { userId: owner.link.userId }),
    ...factsOf(value),
    ...(value !== undefined && { request: value }),
  };
  if (verdict.type === 'accepted') {
    return {
      ...common,
      status: 202,
      kind: verdict.kind,
      verdict: 'accepted',
      ...applyAccepted(verdict, { judged, house }),
    };
  }
  const { code, reason } = verdict;
  return { ...common, status: gatewayErrors[code].status, code, verdict: cut ? 'cut' : 'refused', effects: [], reason };
}

type Outcome = Pick<NewEntry, 'effects' | 'reason' | 'ignored' | 'problems'>;

function applyAccepted(
  accepted: EventAccepted,
  { judged, house }: { readonly judged: JudgedEvent; readonly house: House },
): Outcome {
  const { event, kind, problems } = accepted;
  const { owner } = judged;
  const noted = problems.length > 0 ? { problems } : {};
  const [first] = problems;
  if (event === undefined || owner?.link === undefined) {
    return { effects: [], ...(first !== undefined && { reason: reasonOfProblem(first) }), ...noted };
  }
  const { skillId, link } = owner;
  return { ...applyEvent({ event, kind, skillId, userId: link.userId, at: house.clock.now() }, house), ...noted };
}
