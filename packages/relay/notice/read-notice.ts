import type { NoticeStage } from '@gatehouse/client';
import {
  clampNoticeExpiry,
  encodeReferenceId,
  encodeTimestamp,
  GatehouseError,
  isJsonObject,
  type JsonObject,
  type Problem,
  parseNoticeTime,
  parseRegion,
  type Region,
  validateNotice,
} from '@gatehouse/protocol';
import { isCustomerId } from '../customer/is-customer-id.ts';

/** Something that a sender should know of a notice that is sent all the same; `pointer` (RFC 6901) into the request's body. */
export interface NoticeWarning {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
}

/**
 * A notice as somebody wants it sent. `notice` is the wire form, `expiry` its expiryTime in milliseconds since the epoch,
 * `user` is absent for everybody who subscribes, `regions` for those who did not say. With `problems` it cannot be sent.
 */
export interface RequestedNotice {
  readonly notice: JsonObject;
  readonly event: string;
  readonly expiry: number;
  readonly stage: NoticeStage;
  readonly user?: string;
  readonly regions?: readonly Region[];
  readonly warnings: readonly NoticeWarning[];
  readonly problems: readonly Problem[];
}

/** The members of a request. */
const MEMBERS = [
  ...['event', 'audience', 'relevantAudience', 'referenceId', 'businessKey', 'timestamp', 'expiryTime'],
  ...['expiresInSeconds', 'localizedAttributes', 'region', 'stage'],
];

/**
 * Reads a request to send a notice: the wire form, or shorter: `audience` in the place of `relevantAudience`, `businessKey` of
 * `referenceId`, `expiresInSeconds` of `expiryTime`. Without a timestamp it is of this moment, without an expiry it lives as
 * long as Alexa allows. Every time is written in UTC, and an expiry outside of what Alexa takes is moved into it with a
 * warning.
 *
 * @param defaults `now` in milliseconds since the epoch; `stage` for requests without one
 * @throws GatehouseError `invalid-request` with a pointer, for what cannot be made a notice at all
 */
export function readNotice(body: unknown, defaults: { now: number; stage: NoticeStage }): RequestedNotice {
  if (!isJsonObject(body)) throw refuse('', 'The body is no object; needed is a notice with event and audience');
  const unknown = Object.keys(body).find(name => !MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw refuse(`/${unknown}`, `The notice has a member ${unknown}; allowed are ${MEMBERS.join(', ')}`);
  }
  const { now } = defaults;
  const warnings: NoticeWarning[] = [];
  const timestamp = readTime(body, 'timestamp', warnings) ?? now;
  const expiry = readExpiry(body, { now, warnings });
  const { relevantAudience, user } = readAudience(body);
  const { event, localizedAttributes } = body;
  const notice: JsonObject = {
    timestamp: encodeTimestamp(timestamp),
    referenceId: readReference(body),
    expiryTime: encodeTimestamp(expiry),
    ...(event === undefined ? {} : { event }),
    ...(localizedAttributes === undefined ? {} : { localizedAttributes }),
    relevantAudience,
  };
  const found = validateNotice(notice, { mode: 'strict', now }).map(problem => relocate(problem, body));
  const notes = found.filter(({ severity }) => severity !== 'error');
  const regions = readRegions(body.region);
  return {
    notice,
    event: isJsonObject(event) && typeof event.name === 'string' ? event.name : '',
    expiry,
    stage: readStage(body.stage) ?? defaults.stage,
    ...(user === undefined ? {} : { user }),
    ...(regions === undefined ? {} : { regions }),
    warnings: [...warnings, ...notes.map(({ code, message, pointer }) => ({ code, message, pointer }))],
    problems: found.filter(({ severity }) => severity === 'error'),
  };
}

function readTime(body: JsonObject, name: string, warnings: NoticeWarning[]): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  const time = typeof value === 'string' ? parseNoticeTime(value) : undefined;
  const pointer = `/${name}`;
  if (time === undefined) throw refuse(pointer, `The ${name} is no time; allowed are times as 2026-01-02T03:04:05Z`);
  if (time.form === 'zoneless') {
    const message = `The ${name} names no zone and is read as UTC; write a Z, or an offset`;
    warnings.push({ code: 'time-without-zone', message, pointer });
  }
  return time.at;
}

/** Our choice where the sender says nothing: as long as Alexa allows. */
const LONGEST_SECONDS = 86_400;

function readExpiry(body: JsonObject, { now, warnings }: { now: number; warnings: NoticeWarning[] }): number {
  const { expiryTime, expiresInSeconds } = body;
  if (expiryTime !== undefined && expiresInSeconds !== undefined) {
    throw refuse('/expiresInSeconds', 'The notice has both expiryTime and expiresInSeconds; allowed is one of them');
  }
  if (expiresInSeconds !== undefined && !(typeof expiresInSeconds === 'number' && expiresInSeconds > 0)) {
    throw refuse('/expiresInSeconds', 'The expiresInSeconds is no number above 0; allowed are 330 to 86340');
  }
  const inSeconds = typeof expiresInSeconds === 'number' ? now + expiresInSeconds * 1_000 : undefined;
  const asked = readTime(body, 'expiryTime', warnings) ?? inSeconds;
  const { at, clamped } = clampNoticeExpiry(asked ?? now + LONGEST_SECONDS * 1_000, now);
  if (asked !== undefined && clamped) {
    const pointer = expiryTime === undefined ? '/expiresInSeconds' : '/expiryTime';
    const message = `The notice would expire sooner or later than Alexa allows, and expires at ${encodeTimestamp(at)} instead; allowed are 5 minutes 30 seconds to 23 hours 59 minutes from now`;
    warnings.push({ code: 'expiry-clamped', message, pointer });
  }
  return Math.round(at);
}

function readReference({ referenceId, businessKey }: JsonObject): unknown {
  if (referenceId !== undefined && businessKey !== undefined) {
    throw refuse('/businessKey', 'The notice has both referenceId and businessKey; allowed is one of them');
  }
  if (businessKey === undefined) {
    if (referenceId !== undefined) return referenceId;
    throw refuse('/referenceId', 'The notice has neither referenceId nor businessKey; needed is one of them');
  }
  if (typeof businessKey === 'string' && businessKey !== '') return encodeReferenceId(businessKey);
  throw refuse('/businessKey', 'The businessKey is no text; needed is what names the matter, such as "order 4711"');
}

function readAudience(body: JsonObject): { readonly relevantAudience: unknown; readonly user?: string } {
  const { audience, relevantAudience } = body;
  if (audience !== undefined && relevantAudience !== undefined) {
    throw refuse('/audience', 'The notice has both audience and relevantAudience; allowed is one of them');
  }
  if (audience === 'all') return { relevantAudience: { type: 'Multicast', payload: {} } };
  if (isJsonObject(audience) && typeof audience.user === 'string' && audience.user !== '') {
    const user = checkUser(audience.user, '/audience/user');
    return { relevantAudience: { type: 'Unicast', payload: { user } }, user };
  }
  if (audience !== undefined || relevantAudience === undefined) {
    const message = 'The audience is neither {"user": …} nor "all"; needed is one of them, or relevantAudience';
    throw refuse('/audience', message);
  }
  return withUser(relevantAudience);
}

/** Whatever says whom, in the form that every client sends. */
function withUser(relevantAudience: unknown): { readonly relevantAudience: unknown; readonly user?: string } {
  const type = isJsonObject(relevantAudience) ? relevantAudience.type : undefined;
  const payload = isJsonObject(relevantAudience) ? relevantAudience.payload : undefined;
  if (type !== 'Unicast') return { relevantAudience };
  const user = isJsonObject(payload) ? payload.user : undefined;
  if (typeof user !== 'string' || user === '') return { relevantAudience };
  return { relevantAudience, user: checkUser(user, '/relevantAudience/payload/user') };
}

function checkUser(user: string, pointer: string): string {
  if (isCustomerId(user)) return user;
  throw refuse(pointer, 'The user is no userId; allowed are 1 to 256 characters without control characters');
}

function readRegions(value: unknown): readonly Region[] | undefined {
  if (value === undefined) return undefined;
  const named = Array.isArray(value) ? value : [value];
  const regions = named.map(one => (typeof one === 'string' ? parseRegion(one) : undefined));
  const known = regions.filter(region => region !== undefined);
  if (known.length > 0 && known.length === regions.length) return [...new Set(known)];
  throw refuse('/region', 'The region is none that is known; allowed are NA, EU and FE, or a list of them');
}

function readStage(value: unknown): NoticeStage | undefined {
  if (value === undefined || value === 'development' || value === 'live') return value;
  throw refuse('/stage', 'The stage is neither development nor live; allowed is one of them');
}

/** A problem of the wire form, pointed at where the sender wrote it. */
function relocate(problem: Problem, body: JsonObject): Problem {
  const { pointer } = problem;
  if (body.audience !== undefined && pointer.startsWith('/relevantAudience'))
    return { ...problem, pointer: '/audience' };
  if (body.expiresInSeconds !== undefined && pointer === '/expiryTime')
    return { ...problem, pointer: '/expiresInSeconds' };
  return problem;
}

function refuse(pointer: string, message: string): GatehouseError {
  return new GatehouseError('invalid-request', message, { pointer });
}
