import { audienceOf, encodeNoticeError, noticeErrors, textAt } from '@gatehouse/protocol';
import type { NoticeEffect } from '../effect/effect.ts';
import { type ParsedBody, parseEventBody } from '../event/event-body.ts';
import { bearerTokenOf } from '../event/judge-token.ts';
import { createNoticeErrorForm } from '../fault/error-form.ts';
import type { House } from '../house/house.ts';
import { judgeNotice, type NoticeAccepted } from '../notice/judge-notice.ts';
import { noticeProfileOf } from '../notice/notice-profile.ts';
import { type NoticeRefusal, refuseNotice, resolveNoticeRefusal } from '../notice/notice-refusal.ts';
import type { NoticeStage } from '../notice/taken-notice.ts';
import type { AmazonPath, Arrival, Outcome, Received, RequestFacts } from './amazon-path.ts';
import { namesOfOwner } from './events-path.ts';
import { type BodyReading, decodeUtf8 } from './read-body.ts';

/** Where notices are posted to; whatever else is below it is not there. */
export const NOTICE_ROOT = '/v1/proactiveEvents';

const STAGES: Readonly<Record<string, NoticeStage>> = {
  [NOTICE_ROOT]: 'live',
  [`${NOTICE_ROOT}/stages/development`]: 'development',
};

/** The most bytes that a notice may have; our choice, nothing is documented. */
const MOST_BYTES = 256 * 1024;

/**
 * `POST /v1/proactiveEvents` and `/v1/proactiveEvents/stages/development`, each with or without a slash behind: judged,
 * written into the book of notices, then answered: 202 without a body, or the error in the configured form. Its cost does
 * not depend on how many customers hear it. Source: proactive events API, Create event and Update event.
 */
export const noticePath: AmazonPath = {
  method: 'POST',
  mostBytes: MOST_BYTES,
  errorForm: config => createNoticeErrorForm(noticeProfileOf(config)),
  receive: receiveNotice,
  headersOf: ({ side }) => ({ 'x-amzn-requestid': side.house.random.uuid() }),
};

/** Whether a path is one of notices, be it that there is nothing at it. */
export function isNoticePath(path: string): boolean {
  return path === NOTICE_ROOT || path.startsWith(`${NOTICE_ROOT}/`);
}

function receiveNotice(arrival: Arrival): Received {
  const { exchange, reading, side } = arrival;
  if (reading.type !== 'whole') return { type: 'refused', outcome: refuseReading(reading, side.house) };
  const body = parseEventBody(decodeUtf8(reading.bytes));
  return {
    type: 'received',
    request: {
      describe: () => describeNotice(body, arrival),
      handle: () => handleNotice(body, { arrival, stage: STAGES[exchange.path.replace(/\/$/, '')] }),
    },
  };
}

function refuseReading({ type }: BodyReading, house: House): Outcome {
  const refusal = refuseNotice(type === 'too-large' ? 'body-too-large' : 'body-incomplete');
  const outcome = createRefused(refusal, { house, facts: {} });
  return type === 'gone' ? { ...outcome, entry: { ...outcome.entry, verdict: 'cut' } } : outcome;
}

/** The reference stands where events have their messageId, so that it can be asked for. */
function describeNotice(body: ParsedBody, { exchange, side }: Arrival): RequestFacts {
  const token = bearerTokenOf(exchange.request.headers.authorization);
  const owner = token === undefined ? undefined : side.house.tokens.resolve(token)?.owner;
  const { skillId } = namesOfOwner(owner);
  const value = body.type === 'json' ? body.value : undefined;
  const kind = nameAt(value, ['event', 'name']);
  const messageId = nameAt(value, ['referenceId']);
  const audience = audienceOf(value);
  return {
    ...(skillId !== undefined && { skillId }),
    ...(audience?.type === 'Unicast' && audience.user.length <= LONGEST_NAME && { userId: audience.user }),
    ...(kind !== undefined && { kind }),
    ...(messageId !== undefined && { messageId }),
    ...(value !== undefined && { request: value }),
  };
}

const LONGEST_NAME = 256;

function nameAt(value: unknown, path: readonly string[]): string | undefined {
  const text = textAt(value, path);
  return text !== undefined && text !== '' && text.length <= LONGEST_NAME ? text : undefined;
}

interface NoticeContext {
  readonly arrival: Arrival;
  readonly stage: NoticeStage | undefined;
}

function handleNotice(body: ParsedBody, { arrival, stage }: NoticeContext): Outcome {
  const { exchange, side } = arrival;
  const { house } = side;
  const { authorization, 'content-type': contentType } = exchange.request.headers;
  const { verdict } = judgeNotice({ region: exchange.region, stage, authorization, contentType, body }, house);
  const facts = describeNotice(body, arrival);
  if (verdict.type === 'accepted') return createAccepted(verdict, { house, facts });
  if (verdict.notice !== undefined) house.notices.take(verdict.notice);
  return createRefused(verdict, { house, facts });
}

interface Known {
  readonly house: House;
  readonly facts: RequestFacts;
}

function createAccepted({ notice, problems, reason }: NoticeAccepted, { house, facts }: Known): Outcome {
  const { userId, stage, referenceId } = house.notices.take(notice);
  const effect: NoticeEffect = {
    type: 'notice',
    referenceId,
    stage,
    audience: userId === undefined ? 'Multicast' : 'Unicast',
    state: reason === undefined ? 'pending' : reason.code === 'stale' ? 'superseded' : 'withheld',
  };
  return {
    answer: { status: 202 },
    entry: {
      ...{ ...facts, status: 202, verdict: 'accepted', effects: [effect] },
      ...(reason !== undefined && { reason }),
      ...(problems.length > 0 && { problems }),
    },
  };
}

function createRefused(refusal: NoticeRefusal, { house, facts }: Known): Outcome {
  const profile = noticeProfileOf(house.config);
  const { code, reason, said } = resolveNoticeRefusal(refusal, profile);
  const { status } = noticeErrors[code];
  const message = profile === '2019' && said !== undefined ? { message: said } : {};
  const { retryAfterMs } = reason;
  const isTold = retryAfterMs !== undefined && house.config.sendRetryAfter;
  const headers = isTold ? { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } : {};
  return {
    answer: { status, body: encodeNoticeError({ code, profile, ...message }), headers },
    entry: { ...facts, status, code, verdict: 'refused', effects: [], reason },
  };
}
