import { causes, REGIONS } from '@gatehouse/protocol';
import { PROPERTY_CLASSES } from '../shadow/property-value.ts';
import { eventExample } from './event-example.ts';
import { listQuery } from './list-query.ts';
import type { ApiSchema, Operation } from './operation.ts';
import { eventClass, eventStatus, idempotencyKey, objectOf, pageOf, problemMembers, refTo } from './shared-schemas.ts';

const text: ApiSchema = { type: 'string' };
const index: ApiSchema = { type: 'integer', minimum: 0, description: 'Where the event stood in the request' };
const id: ApiSchema = { type: 'string', description: 'For GET /v1/events/{event}' };

const unregistered: ApiSchema = {
  const: true,
  description: 'The relay knows no such endpoint of the customer: its id may be misspelt',
};

const message: ApiSchema = {
  type: 'object',
  description: 'One message as Alexa takes it, without scope; the rules of the protocol package are for each',
};
const properties: ApiSchema = { type: 'array', items: { type: 'object' }, minItems: 1, maxItems: 1_000 };

const takenMembers = {
  accepted: { type: 'array', items: objectOf({ id, index, class: text, unregistered }, ['id', 'index', 'class']) },
  rejected: { type: 'array', items: refTo('RejectedEvent') },
};
const taken = objectOf(takenMembers, ['accepted', 'rejected']);
const noneTaken = objectOf({ ...problemMembers, ...takenMembers }, [
  'type',
  'title',
  'status',
  'code',
  'accepted',
  'rejected',
]);

const takenAnswers: Operation['answers'] = {
  202: { description: 'Committed, but for those that are rejected', schema: taken },
  422: {
    description: 'None of the events is valid; or `idempotency-mismatch`: the key was used before with another request',
    schema: { anyOf: [noneTaken, refTo('Problem')] },
    contentType: 'application/problem+json',
  },
};

/** The names of {@link eventOperations}. */
export type EventOperation =
  | 'patchState'
  | 'acceptCustomerEvents'
  | 'acceptEvents'
  | 'listEvents'
  | 'readEvent'
  | 'replayEvent'
  | 'answerDirective'
  | 'acceptReply';

/** States, events, and the late answers to directives. */
export const eventOperations: Readonly<Record<EventOperation, Operation>> = {
  patchState: {
    id: 'patchState',
    summary: "New values of an endpoint's properties, all or none; answered after the commit",
    body: {
      ...objectOf(
        {
          cause: { anyOf: [{ enum: causes }, objectOf({ type: { enum: causes } }, ['type'])] },
          properties: { ...properties, description: 'State properties; without timeOfSample they are of this moment' },
        },
        ['cause', 'properties'],
      ),
      additionalProperties: false,
    },
    answers: {
      202: {
        description: 'Committed; at most one level and one edge event, and what changes nothing with the reason',
        schema: objectOf(
          {
            accepted: {
              type: 'array',
              items: objectOf(
                { id, class: { enum: PROPERTY_CLASSES }, properties: { type: 'array', items: refTo('PropertyKey') } },
                ['id', 'class', 'properties'],
              ),
            },
            unchanged: {
              type: 'array',
              items: objectOf({ namespace: text, name: text, instance: text, reason: text }, ['namespace', 'name']),
            },
          },
          ['accepted', 'unchanged'],
        ),
      },
    },
    problems: ['unknown-endpoint', 'invalid-message', 'too-many-requests', 'conflict'],
  },
  acceptCustomerEvents: {
    id: 'acceptCustomerEvents',
    summary: 'One event, or up to 1,000, of one customer, made whole by the caller',
    headers: { 'idempotency-key': idempotencyKey },
    body: {
      anyOf: [
        objectOf({ events: { type: 'array', items: {}, minItems: 1, maxItems: 1_000 } }, ['events']),
        { ...message, required: ['event'] },
      ],
    },
    example: { events: [eventExample] },
    answers: takenAnswers,
    problems: ['idempotency-mismatch', 'too-many-requests', 'conflict'],
  },
  acceptEvents: {
    id: 'acceptEvents',
    summary: 'Up to 1,000 events across customers, committed customer by customer',
    headers: { 'idempotency-key': idempotencyKey },
    body: objectOf(
      {
        events: {
          type: 'array',
          items: {
            anyOf: [
              objectOf({ customer: text, event: {} }, ['customer', 'event']),
              { description: 'Whatever else is there is rejected alone, as one of `rejected`' },
            ],
          },
          minItems: 1,
          maxItems: 1_000,
        },
      },
      ['events'],
    ),
    example: { events: [{ customer: 'house-7', event: eventExample }] },
    answers: takenAnswers,
    problems: ['idempotency-mismatch', 'too-many-requests', 'conflict'],
  },
  listEvents: {
    id: 'listEvents',
    summary: "A customer's events, oldest first; without a customer those that are dead, expired, dropped or parked",
    query: {
      customer: { description: 'Whose events', schema: text },
      endpoint: { description: 'Of one endpoint', schema: text },
      class: { description: 'Of one class', schema: eventClass },
      status: { description: 'Of one status', schema: eventStatus },
      ...listQuery,
    },
    answers: { 200: { description: 'A page of events', schema: pageOf(refTo('Event')) } },
    problems: ['not-found'],
  },
  readEvent: {
    id: 'readEvent',
    summary: 'One event with its attempts and decisions',
    answers: { 200: { description: 'The event', schema: refTo('Event') } },
    problems: ['not-found'],
  },
  replayEvent: {
    id: 'replayEvent',
    summary:
      'Sends a settled event again, as a new one; a reply is refused with 409, because its deadline does not move',
    answers: { 202: { description: 'Committed', schema: objectOf({ id }, ['id']) } },
    problems: ['not-found', 'conflict'],
  },
  answerDirective: {
    id: 'answerDirective',
    summary: 'Any directive of Alexa, as the Lambda of the skill gets it',
    headers: {
      'gatehouse-customer': { description: 'Whose directive it is, where the forwarder knows', schema: text },
      'gatehouse-region': { description: 'Where the Lambda runs', schema: { enum: REGIONS } },
    },
    body: objectOf({ directive: objectOf({ header: { type: 'object' } }, ['header']) }, ['directive']),
    answers: { 200: { description: 'The event to return to Alexa, an ErrorResponse included', schema: message } },
  },
  acceptReply: {
    id: 'acceptReply',
    summary: 'The late answer to a directive',
    body: objectOf(
      {
        properties: { type: 'array', items: { type: 'object' } },
        payload: { type: 'object' },
        error: objectOf({ type: text, message: text }, ['type', 'message']),
        customer: { type: 'string', description: 'For a directive that the relay does not remember' },
        endpointId: text,
      },
      [],
    ),
    answers: { 202: { description: 'Committed', schema: objectOf({ id }, ['id']) } },
    problems: ['not-found', 'deadline-passed', 'invalid-message', 'conflict', 'unknown-endpoint'],
  },
};
