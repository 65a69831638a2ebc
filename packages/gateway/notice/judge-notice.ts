import {
  audienceOf,
  isJsonObject,
  type Mode,
  type Notice,
  type Problem,
  parseNoticeTime,
  type Region,
  validateNotice,
} from '@gatehouse/protocol';
import type { ParsedBody } from '../event/event-body.ts';
import type { Reason } from '../journal/reason.ts';
import type { Limiter } from '../limit/limiter.ts';
import { isMediaType } from '../shape/media-type.ts';
import { listsEvent, type Skill } from '../skill/skill.ts';
import type { TokenOwner } from '../token/token.ts';
import { type AudienceHouse, judgeAudience } from './judge-audience.ts';
import { judgeSender, type SenderHouse } from './judge-sender.ts';
import { type NoticeRefusal, refuseNotice, refuseNoticeProblem } from './notice-refusal.ts';
import { createNoticeReason } from './notice-rules.ts';
import type { NewNotice, NoticeStage } from './taken-notice.ts';

/** A `POST /v1/proactiveEvents` of a size that may be judged. `stage` is undefined where the path is none of the four. */
export interface NoticeRequest {
  readonly region: Region;
  readonly stage: NoticeStage | undefined;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: ParsedBody;
}

/** What notices are judged against. */
export interface NoticeHouse extends SenderHouse, AudienceHouse {
  readonly mode: Mode;
  readonly limits: Pick<Limiter, 'claimCustomerNotice' | 'claimNotice' | 'read'>;
  readonly config: SenderHouse['config'] & { readonly noticeDelayMs: number };
}

/** A notice that gets its 202. `reason` says why nobody will hear it, where that is known already. */
export interface NoticeAccepted {
  readonly type: 'accepted';
  readonly notice: NewNotice;
  readonly problems: readonly Problem[];
  readonly reason?: Reason;
}

/** The verdict on a request, and whose token it was. */
export interface JudgedNotice {
  readonly verdict: NoticeAccepted | NoticeRefusal;
  readonly owner?: TokenOwner;
}

/**
 * Judges a notice in this order: path, token, skill, rate, JSON, rules, publication, audience, duplicate, limit of the
 * customer; so a bad token wins over a bad body. Its size was judged before. Source: proactive events API; the order is our
 * choice.
 */
export function judgeNotice(request: NoticeRequest, house: NoticeHouse): JudgedNotice {
  const { stage, authorization } = request;
  if (stage === undefined) return { verdict: refuseNotice('path') };
  const sender = judgeSender({ stage, authorization }, house);
  const { owner } = sender;
  if (sender.type === 'refused') return { verdict: sender.refusal, ...(owner !== undefined && { owner }) };
  const throttled = house.limits.claimNotice(sender.skill.skillId);
  const refusal: NoticeRefusal | undefined = throttled && {
    type: 'refused',
    code: 'TOO_MANY_REQUESTS',
    reason: throttled,
  };
  const verdict = refusal ?? judgeBody(request, { skill: sender.skill, stage, house });
  return { verdict, ...(owner !== undefined && { owner }) };
}

interface BodyContext {
  readonly skill: Skill;
  readonly stage: NoticeStage;
  readonly house: NoticeHouse;
}

function judgeBody({ body, contentType, region }: NoticeRequest, context: BodyContext): JudgedNotice['verdict'] {
  const { skill, stage, house } = context;
  if (body.type === 'not-utf8') return refuseNotice('body-encoding');
  if (body.type === 'not-json') return refuseNotice('body-not-json');
  if (!isMediaType(contentType, 'application/json')) return refuseNotice('content-type');
  const found = validateNotice(body.value, { mode: house.mode, now: house.clock.now() });
  const error = found.find(({ severity }) => severity === 'error');
  if (error !== undefined) return refuseNoticeProblem(error);
  const notice = encodeNew(body.value as Notice, { region, ...context });
  if (!listsEvent(skill.publications, notice.event.name)) return refuseNotice('not-published');
  const problems = stage === 'live' && skill.stage !== 'live' ? [...found, noteStage()] : found;
  const judged = judgeAudience(notice, { skill, house });
  if (judged.type === 'refused') return judged;
  return { type: 'accepted', notice, problems, ...(judged.reason !== undefined && { reason: judged.reason }) };
}

/** What keeps a live notice of a skill that is not live from customers at Amazon, and here where that is configured. */
function noteStage(): Problem {
  const { message, rule, source } = createNoticeReason('stage-not-live');
  return { code: 'not-allowed', pointer: '', message, rule, source, severity: 'warning' };
}

/** A notice that broke no rule as the book takes it; the rules have seen to its times. */
function encodeNew(
  value: Notice,
  { region, stage, skill, house }: BodyContext & { readonly region: Region },
): NewNotice {
  const now = house.clock.now();
  const audience = audienceOf(value);
  const { notice } = house.limits.read();
  const counts = stage === 'live' && notice.customerPerDay !== null;
  return {
    ...{ skillId: skill.skillId, stage, region, referenceId: value.referenceId },
    ...(audience?.type === 'Unicast' && { userId: audience.user }),
    timestamp: timeOf(value.timestamp, now),
    takenAt: now,
    dueAt: now + house.config.noticeDelayMs,
    expiresAt: timeOf(value.expiryTime, now),
    ...(counts && { perDay: notice.customerPerDay ?? 0 }),
    event: value.event,
    attributes: (value.localizedAttributes ?? []).filter(entry => isJsonObject(entry)),
  };
}

function timeOf(text: string, otherwise: number): number {
  return parseNoticeTime(text)?.at ?? otherwise;
}
