import { noticeLocales, noticeNames, REGIONS, skillEventNames } from '@gatehouse/protocol';
import { listQuery } from './list-query.ts';
import type { ApiSchema, Operation, OperationParameter } from './operation.ts';
import { idempotencyKey, objectOf, pageOf, refTo } from './shared-schemas.ts';

const text: ApiSchema = { type: 'string' };
const count: ApiSchema = { type: 'integer', minimum: 0 };
const region: ApiSchema = { enum: REGIONS };
const stage: ApiSchema = { enum: ['development', 'live'] };
const time: ApiSchema = { type: 'string', format: 'date-time' };
const list = (items: ApiSchema): ApiSchema => ({ type: 'array', items });

const warnings = list(objectOf({ code: text, message: text, pointer: text }, ['code', 'message']));

const notice: ApiSchema = {
  type: 'object',
  description:
    'A notice in the wire form of the Proactive Events API, or shorter; needed are event, whom it is for, and which notice it is',
  required: ['event'],
  properties: {
    event: objectOf({ name: { enum: noticeNames }, payload: { type: 'object' } }, ['name', 'payload']),
    audience: {
      description: 'One customer by the userId of skill events, or everybody who subscribes',
      anyOf: [{ const: 'all' }, objectOf({ user: text }, ['user'])],
    },
    relevantAudience: { type: 'object', description: 'The same in the wire form' },
    referenceId: { type: 'string', description: 'A later timestamp with the same one updates the notice' },
    businessKey: { type: 'string', description: 'What names the matter; a referenceId is made of it' },
    timestamp: { type: 'string', description: 'Default: now; written in UTC' },
    expiryTime: { type: 'string', description: 'Default: as late as Alexa allows' },
    expiresInSeconds: { type: 'number', description: 'In the place of expiryTime' },
    localizedAttributes: list({ type: 'object' }),
    region: { anyOf: [region, list(region)], description: 'Default: as the skill events of the subscribers told' },
    stage,
  },
  additionalProperties: false,
};

const audience = list(objectOf({ region, locale: text, subscribers: count }, ['region', 'subscribers']));

const preview = objectOf(
  {
    sendable: { type: 'boolean', description: 'Whether the same request would be taken' },
    notice: { type: 'object', additionalProperties: true, description: 'As it would be sent' },
    ...{ stage, regions: list(region), audience },
    uncovered: {
      ...list(
        objectOf({ region, locale: text, subscribers: count, nearest: { enum: noticeLocales } }, [
          'region',
          'locale',
          'subscribers',
        ]),
      ),
      description: 'Subscribers whose locale has no entry',
    },
    sentences: list(
      objectOf(
        {
          locale: { enum: noticeLocales },
          text,
          basis: { type: 'string', description: 'How well the sentence is founded' },
          language: text,
          missing: list(text),
        },
        ['locale', 'text', 'basis', 'language', 'missing'],
      ),
    ),
    warnings,
    problems: list({
      type: 'object',
      required: ['code', 'pointer', 'message'],
      properties: { code: text, pointer: text, message: text },
      additionalProperties: true,
    }),
  },
  ['sendable', 'notice', 'stage', 'regions', 'audience', 'uncovered', 'sentences', 'warnings', 'problems'],
);

const subscriber = objectOf(
  {
    ...{ user: text, region, state: { enum: ['enabled', 'disabled'] }, at: time },
    news: { enum: skillEventNames, description: 'The skill event that told last' },
    events: { ...list({ enum: noticeNames }), description: 'Absent while nobody has told' },
    locale: text,
    refusal: objectOf({ at: time, event: text, code: text }, ['at', 'event', 'code']),
  },
  ['user', 'region', 'state', 'at', 'news'],
);

const holderQuery: Readonly<Record<'region' | 'user', OperationParameter>> = {
  region: { description: 'Default: the one that the skill events of the user came from', schema: region },
  user: { description: 'Whose; without it, those for everybody', schema: text },
};

/** The names of {@link noticeOperations}. */
export type NoticeOperation =
  | 'acceptNotice'
  | 'listNotices'
  | 'resumeNotices'
  | 'dropNotices'
  | 'acceptSkillEvent'
  | 'listSubscribers';

/** Notices, whom they are for, and the skill events that tell. */
export const noticeOperations: Readonly<Record<NoticeOperation, Operation>> = {
  acceptNotice: {
    id: 'acceptNotice',
    summary: 'A notice to one customer, or to everybody who subscribes, in each region a delivery of its own',
    query: {
      preview: { description: 'Says what would be sent and heard, and sends nothing', schema: { type: 'string' } },
    },
    headers: { 'idempotency-key': idempotencyKey },
    body: notice,
    answers: {
      200: { description: 'The preview', schema: preview },
      202: {
        description: 'Committed',
        schema: objectOf(
          {
            accepted: list(objectOf({ id: text, referenceId: text, region }, ['id', 'referenceId', 'region'])),
            warnings,
          },
          ['accepted', 'warnings'],
        ),
      },
    },
    problems: [
      ...(['invalid-message', 'not-subscribed', 'no-subscriber-known'] as const),
      ...(['idempotency-mismatch', 'too-many-requests'] as const),
    ],
  },
  listNotices: {
    id: 'listNotices',
    summary: 'What became of the notices for one customer, or for everybody in a region, oldest first',
    query: { ...holderQuery, ...listQuery },
    answers: { 200: { description: 'A page of events', schema: pageOf(refTo('Event')) } },
  },
  resumeNotices: {
    id: 'resumeNotices',
    summary: 'Sends on the notices for one customer, or for everybody in a region, that wait for another try',
    query: holderQuery,
    answers: { 200: { description: 'How many events', schema: objectOf({ events: count }, ['events']) } },
  },
  dropNotices: {
    id: 'dropNotices',
    summary: 'Gives up the notices for one customer, or for everybody in a region, that have not been sent',
    query: holderQuery,
    answers: { 200: { description: 'How many events', schema: objectOf({ events: count }, ['events']) } },
  },
  acceptSkillEvent: {
    id: 'acceptSkillEvent',
    summary: 'An event of the custom skill, as the skill got it: who enables it and subscribes to what',
    headers: { 'gatehouse-region': { description: 'Where the skill got it from', schema: region } },
    body: objectOf({ request: { type: 'object' }, context: { type: 'object' } }, ['request', 'context']),
    answers: {
      200: {
        description: 'What the skill answers to Alexa',
        schema: objectOf({ version: text, response: { type: 'object' } }, ['version', 'response']),
      },
    },
    problems: ['invalid-message'],
  },
  listSubscribers: {
    id: 'listSubscribers',
    summary: 'Customers of the custom skill in the order of their userIds',
    query: {
      event: { description: 'Who subscribe to this event', schema: { enum: noticeNames } },
      region: { description: 'Of one region', schema: region },
      ...listQuery,
    },
    answers: { 200: { description: 'A page of subscribers', schema: pageOf(subscriber) } },
  },
};
