import { REGIONS } from '@gatehouse/protocol';
import { LINK_STATES } from '../customer/customer.ts';
import { EVENT_CLASSES } from '../outbox/event-parts.ts';
import { EVENT_STATUSES } from '../outbox/outbox-store.ts';
import { STREAM_STATUSES } from '../stream/stream-entry.ts';
import type { ApiSchema, OperationParameter } from './operation.ts';

const text: ApiSchema = { type: 'string' };
const count: ApiSchema = { type: 'integer', minimum: 0 };
const time: ApiSchema = { type: 'string', format: 'date-time', description: 'ISO 8601, UTC, with milliseconds' };
const pointer: ApiSchema = { type: 'string', description: "RFC 6901, into the request's body" };
const region: ApiSchema = { enum: REGIONS };

/** The schema of this name among {@link sharedSchemas}. */
export function refTo(name: SharedSchema): ApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A page of a list. */
export function pageOf(items: ApiSchema): ApiSchema {
  const next = { type: 'string', description: 'The value of `after` for the next page; absent on the last one' };
  return objectOf({ items: { type: 'array', items }, next }, ['items']);
}

/** An object with these members, of which some are always there. More may be added. */
export function objectOf(properties: Readonly<Record<string, ApiSchema>>, required: readonly string[]): ApiSchema {
  return { type: 'object', required, properties };
}

/** Names of shapes that several answers have. */
export type SharedSchema =
  | 'Attempt'
  | 'Customer'
  | 'Event'
  | 'Health'
  | 'Ledger'
  | 'Link'
  | 'Problem'
  | 'PropertyKey'
  | 'RejectedEvent'
  | 'StreamEntry';

/** One class of events. */
export const eventClass: ApiSchema = { enum: EVENT_CLASSES };

/** One status of an event. */
export const eventStatus: ApiSchema = { enum: EVENT_STATUSES };

/** One state of a link. */
export const linkState: ApiSchema = { enum: LINK_STATES };

/** The header that makes a request one that may be repeated. */
export const idempotencyKey: OperationParameter = {
  description: 'A name for the request: its repetition gets the same answer, with the same ids',
  schema: { type: 'string', maxLength: 255 },
};

const brokenRule = { code: text, pointer, message: text, rule: text };

/** The members of a problem, RFC 9457. */
export const problemMembers: Readonly<Record<string, ApiSchema>> = {
  ...{ type: { type: 'string', format: 'uri' }, title: text, status: { type: 'integer' }, detail: text },
  ...{ code: text, remedy: text, pointer },
  problems: {
    type: 'array',
    description: 'Each rule of the protocol that the body breaks',
    items: objectOf({ ...brokenRule, source: text, severity: { enum: ['error', 'warning'] }, remedy: text }, [
      'code',
      'pointer',
      'message',
      'rule',
      'source',
      'severity',
    ]),
  },
};

/** Whom a notice is for; without a user everybody in the region who subscribes. */
const audience: ApiSchema = objectOf({ region, user: text }, ['region']);

/** The shapes that several answers have. */
export const sharedSchemas: Readonly<Record<SharedSchema, ApiSchema>> = {
  Attempt: objectOf(
    { at: time, messageId: text, region, status: { type: 'integer' }, code: text, tookMs: count, outcome: text },
    ['at', 'messageId', 'region', 'tookMs', 'outcome'],
  ),
  Customer: objectOf(
    {
      customer: text,
      region,
      link: { $ref: '#/components/schemas/Link' },
      lane: objectOf(
        {
          state: { enum: ['idle', 'due', 'held', 'parked'] },
          reason: text,
          dueAt: time,
          queued: count,
          oldestAt: time,
        },
        ['state', 'queued'],
      ),
      endpoints: count,
    },
    ['customer', 'link', 'lane', 'endpoints'],
  ),
  Event: objectOf(
    {
      ...{ id: text, customer: text, audience, endpointId: text, class: eventClass, kind: text, messageId: text },
      ...{ status: eventStatus, acceptedAt: time, settledAt: time, expiresAt: time },
      attempts: { type: 'array', items: { $ref: '#/components/schemas/Attempt' } },
      decisions: { type: 'array', items: objectOf({ at: time, what: text, why: text }, ['at', 'what', 'why']) },
    },
    ['id', 'customer', 'class', 'kind', 'messageId', 'status', 'acceptedAt', 'attempts', 'decisions'],
  ),
  Health: objectOf(
    {
      status: { enum: ['ok', 'failing', 'stopping'] },
      checks: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          required: ['status'],
          properties: { status: text },
          additionalProperties: true,
        },
      },
    },
    ['status', 'checks'],
  ),
  Ledger: objectOf(
    {
      ...{ accepted: count, delivered: count, coalesced: count, expired: count, dead: count, dropped: count },
      ...{ parked: count, pending: count },
      balanced: { type: 'boolean', description: 'Whether accepted is the sum of the others' },
    },
    ['accepted', 'delivered', 'coalesced', 'expired', 'dead', 'dropped', 'parked', 'pending', 'balanced'],
  ),
  Link: objectOf(
    {
      state: linkState,
      ...{ since: time, reason: text, remedy: text },
    },
    ['state', 'since'],
  ),
  Problem: {
    description: 'RFC 9457, with the code and remedy of the error table',
    ...objectOf(problemMembers, ['type', 'title', 'status', 'detail', 'code', 'remedy']),
  },
  PropertyKey: objectOf({ namespace: text, name: text, instance: text }, ['namespace', 'name']),
  RejectedEvent: objectOf(
    {
      ...{ index: count, ...brokenRule, source: text, remedy: text },
      more: { type: 'array', items: objectOf(brokenRule, ['code', 'pointer', 'message', 'rule']) },
    },
    ['index', 'code', 'pointer', 'message', 'rule', 'source'],
  ),
  StreamEntry: objectOf(
    {
      ...{ at: time, customer: text, audience, status: { enum: STREAM_STATUSES } },
      event: objectOf({ id: text, messageId: text, class: eventClass, kind: text, endpointId: text }, [
        'id',
        'messageId',
      ]),
      attempt: { $ref: '#/components/schemas/Attempt' },
      ...{ why: text, events: count },
      link: { $ref: '#/components/schemas/Link' },
    },
    ['at', 'customer', 'status'],
  ),
};
