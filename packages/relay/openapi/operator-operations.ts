import { STREAM_STATUSES } from '../stream/stream-entry.ts';
import { listQuery } from './list-query.ts';
import type { ApiSchema, Operation, OperationAnswer } from './operation.ts';
import { objectOf, refTo } from './shared-schemas.ts';

const text: ApiSchema = { type: 'string' };
const count: ApiSchema = { type: 'integer', minimum: 0 };
const current: ApiSchema = { type: ['string', 'null'], description: 'The id of the key that seals' };
const next: ApiSchema = { type: 'string', description: 'The value of `after` for the next page' };

const well: OperationAnswer = { description: 'All is well', schema: refTo('Health') };
const unwell: OperationAnswer = { description: 'Not now; each check says how it is', schema: refTo('Health') };

/** The names of {@link operatorOperations}. */
export type OperatorOperation =
  | 'listSeals'
  | 'resealGrants'
  | 'readLedger'
  | 'streamDecisions'
  | 'readMetrics'
  | 'readHealth'
  | 'readReadiness'
  | 'readOpenApi';

/** What operators, probes and consoles ask. */
export const operatorOperations: Readonly<Record<OperatorOperation, Operation>> = {
  listSeals: {
    id: 'listSeals',
    summary: 'The ids of the sealing keys, and which key has sealed each grant; no key, no token',
    query: listQuery,
    answers: {
      200: {
        description: 'A page of grants',
        schema: objectOf(
          {
            current,
            keys: { type: 'array', items: text },
            items: {
              type: 'array',
              items: objectOf(
                { customer: text, state: { enum: ['current', 'older', 'unsealed', 'unknown'] }, key: text },
                ['customer', 'state'],
              ),
            },
            next,
          },
          ['current', 'keys', 'items'],
        ),
      },
    },
  },
  resealGrants: {
    id: 'resealGrants',
    summary: 'Reads the key file anew and seals a page of grants with the current key',
    query: listQuery,
    body: objectOf({ current: { type: 'string', description: 'Only if this is the key' } }, []),
    bodyOptional: true,
    answers: {
      200: {
        description: 'What was done',
        schema: objectOf(
          {
            current: text,
            looked: count,
            resealed: count,
            failed: { type: 'array', items: objectOf({ customer: text, code: text }, ['customer', 'code']) },
            next,
          },
          ['current', 'looked', 'resealed', 'failed'],
        ),
      },
    },
    problems: ['sealing-keys-invalid', 'conflict'],
  },
  readLedger: {
    id: 'readLedger',
    summary: 'How many events were accepted and what became of them',
    answers: { 200: { description: 'The ledger of one moment', schema: refTo('Ledger') } },
  },
  streamDecisions: {
    id: 'streamDecisions',
    summary: 'What this process decides, as server-sent events; each has one StreamEntry as data',
    query: {
      customer: { description: 'Of one customer', schema: text },
      status: {
        description: `One or several, with commas between, of ${STREAM_STATUSES.join(', ')}`,
        schema: text,
      },
    },
    headers: { 'last-event-id': { description: 'Go on after this entry', schema: text } },
    answers: {
      200: { description: 'A stream without end', schema: refTo('StreamEntry'), contentType: 'text/event-stream' },
    },
    problems: ['too-many-requests'],
  },
  readMetrics: {
    id: 'readMetrics',
    summary: 'What the store holds and this process has done, for Prometheus',
    answers: {
      200: { description: 'The text format of Prometheus, version 0.0.4', schema: text, contentType: 'text/plain' },
    },
  },
  readHealth: { id: 'readHealth', summary: 'Whether the process answers', answers: { 200: well } },
  readReadiness: {
    id: 'readReadiness',
    summary: 'Whether the relay takes events',
    answers: { 200: well, 503: unwell },
  },
  readOpenApi: {
    id: 'readOpenApi',
    summary: 'This description',
    answers: { 200: { description: 'OpenAPI 3.1', schema: { type: 'object' } } },
  },
};
