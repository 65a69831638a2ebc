import { GatehouseError } from '@gatehouse/protocol';
import { Compile, type XStatic } from 'typebox/schema';
import type { StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import type { NoticeOutcome } from './notice-fate.ts';
import type { TakenNotice } from './taken-notice.ts';

/** What is remembered of a customer beside the notices. */
export interface Hearing {
  /** Notices for everybody up to this number came before the customer was there. */
  readonly from: number;
  /** What became of notices before the customer last changed anything, by number. */
  readonly outcomes: ReadonlyMap<number, NoticeOutcome>;
  /** Notices for everybody that came after a newer version for the customer alone which is not kept any more. */
  readonly stale: ReadonlySet<number>;
}

/** What a record of kind `notice` says: a notice, what a customer heard, or the number of the last notice. */
export type NoticeMemory =
  | { readonly type: 'notice'; readonly notice: TakenNotice }
  | { readonly type: 'hearing'; readonly userId: string; readonly hearing: Hearing }
  | { readonly type: 'last'; readonly number: number };

/** The key of the record that says which number was the last, where that notice is forgotten. */
export const LAST_KEY = 'last';

const nameSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;
const timeSchema = { type: 'number' } as const;
const numberSchema = { type: 'integer', minimum: 0 } as const;
const withheldSchema = {
  enum: ['limited', 'locale-not-matched', 'not-enabled', 'not-subscribed', 'wrong-region'],
} as const;

const noticeSchema = {
  type: 'object',
  additionalProperties: false,
  required: [
    ...['number', 'skillId', 'stage', 'region', 'referenceId', 'timestamp'],
    ...['takenAt', 'dueAt', 'expiresAt', 'event', 'attributes'],
  ],
  properties: {
    number: numberSchema,
    skillId: nameSchema,
    stage: { enum: ['development', 'live'] },
    region: { enum: ['NA', 'EU', 'FE'] },
    userId: nameSchema,
    referenceId: { type: 'string', maxLength: 1024 },
    timestamp: timeSchema,
    takenAt: timeSchema,
    dueAt: timeSchema,
    expiresAt: timeSchema,
    perDay: numberSchema,
    refused: { enum: ['limited', 'not-enabled', 'not-subscribed'] },
    stale: { const: true },
    event: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'payload'],
      properties: { name: nameSchema, payload: { type: 'object' } },
    },
    attributes: { type: 'array', items: { type: 'object' } },
  },
} as const;

const outcomeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['number', 'type', 'locale', 'timeZone'],
  properties: {
    number: numberSchema,
    type: { enum: ['heard', 'withheld'] },
    code: withheldSchema,
    locale: nameSchema,
    timeZone: nameSchema,
    region: { enum: ['NA', 'EU', 'FE'] },
  },
} as const;

const hearingSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['userId', 'from', 'outcomes'],
  properties: {
    userId: nameSchema,
    from: numberSchema,
    outcomes: { type: 'array', items: outcomeSchema },
    stale: { type: 'array', items: numberSchema },
  },
} as const;

const lastSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['number'],
  properties: { number: numberSchema },
} as const;

const noticeValidator = Compile(noticeSchema);
const hearingValidator = Compile(hearingSchema);
const lastValidator = Compile(lastSchema);

/** A notice as a record; the key is its number. */
export function encodeNotice(notice: TakenNotice): StateRecord {
  return { kind: 'notice', key: String(notice.number), value: notice };
}

/** What is remembered of a customer as a record. */
export function encodeHearing(userId: string, { from, outcomes, stale }: Hearing): StateRecord {
  const list = Array.from(outcomes, ([number, outcome]) => ({ number, ...outcome }));
  const value = { userId, from, outcomes: list, ...(stale.size > 0 && { stale: [...stale] }) };
  return { kind: 'notice', key: encodeHearingKey(userId), value };
}

/** The key of a customer's record. */
export function encodeHearingKey(userId: string): string {
  return JSON.stringify([userId]);
}

/** What a record says; throws `invalid-request` when its value is none of this kind, or its key is another's. */
export function parseNoticeRecord({ key, value }: StateRecord): NoticeMemory {
  if (key === LAST_KEY) {
    const { number } = parseShape<XStatic<typeof lastSchema>>(lastValidator, value, { what: 'notice' });
    return { type: 'last', number };
  }
  if (key.startsWith('[')) return parseHearing({ kind: 'notice', key, value });
  const notice = parseShape<XStatic<typeof noticeSchema>>(noticeValidator, value, { what: 'notice' });
  if (String(notice.number) !== key) throw misplaced('number');
  return { type: 'notice', notice: notice as TakenNotice };
}

function parseHearing({ key, value }: StateRecord): NoticeMemory {
  const parsed = parseShape<XStatic<typeof hearingSchema>>(hearingValidator, value, { what: 'notice' });
  const { userId, from, stale = [] } = parsed;
  if (encodeHearingKey(userId) !== key) throw misplaced('userId');
  const outcomes = parsed.outcomes.map(({ number, type, code, locale, timeZone, region }): [number, NoticeOutcome] => {
    if (type === 'heard') return [number, { type, locale, timeZone }];
    const place = { locale, timeZone, ...(region !== undefined && { region }) };
    return [number, { type, code: code ?? 'not-subscribed', ...place }];
  });
  return { type: 'hearing', userId, hearing: { from, outcomes: new Map(outcomes), stale: new Set(stale) } };
}

function misplaced(member: string): GatehouseError {
  const message = `Cannot take the notice at /${member}: it is not that of the key`;
  return new GatehouseError('invalid-request', message, { pointer: `/${member}` });
}
