import { GatehouseError, parseRegion } from '@gatehouse/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Compile, type XStatic } from 'typebox/schema';
import { JOURNAL_FILTER_KEYS, type JournalFilter } from '../journal/journal-filter.ts';
import { parseShape } from '../shape/shape.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute } from './control-route.ts';
import { streamJournal } from './journal-stream.ts';
import { parsePaging, queryOf } from './page.ts';

const textSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;

const matchSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    messageId: textSchema,
    userId: textSchema,
    skillId: textSchema,
    endpointId: textSchema,
    kind: textSchema,
    region: { enum: ['NA', 'EU', 'FE'] },
    status: { type: 'integer', minimum: 100, maximum: 599 },
  },
} as const;

const awaitSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['match'],
  properties: {
    match: matchSchema,
    count: { type: 'integer', minimum: 1, maximum: 1000 },
    timeoutMs: { type: 'integer', minimum: 0, maximum: 600_000 },
  },
} as const;

const validator = Compile(awaitSchema);

/** `/journal`, `/journal/stream` (server-sent events) and `/journal/await`. */
export function addJournalRoutes(app: FastifyInstance, context: ControlContext): void {
  const { journal } = context.house;
  addControlRoute(app, '/journal', {
    GET: request => {
      const { limit, after, ...rest } = queryOf(request.query);
      return journal.list(parseFilter(rest), parsePaging({ limit, after }));
    },
  });
  addControlRoute(app, '/journal/stream', {
    GET: (request, reply) => {
      const lastEventId = request.headers['last-event-id'];
      const after = typeof lastEventId === 'string' ? lastEventId : undefined;
      const filter = parseFilter(queryOf(request.query));
      reply.hijack();
      streamJournal(reply.raw, { context, filter, after });
    },
  });
  addControlRoute(app, '/journal/await', {
    POST: async (request, reply) => {
      const body = parseShape<XStatic<typeof awaitSchema>>(validator, request.body, { what: 'wait' });
      const signal = AbortSignal.any([context.signal, signalOfHangUp(reply)]);
      const { done, items } = await journal.awaitEntries({ ...body, signal });
      reply.code(done ? 200 : 408);
      return { items };
    },
  });
}

/** Reads a filter out of a query; throws `invalid-request` for names and values that mean nothing. */
function parseFilter(query: Readonly<Record<string, string>>): JournalFilter {
  const names: readonly string[] = JOURNAL_FILTER_KEYS;
  const strange = Object.keys(query).find(name => !names.includes(name));
  if (strange !== undefined) throw invalid(strange, `no such filter is known; allowed are ${names.join(', ')}`);
  const { region, status, ...texts } = query;
  const parsedRegion = region === undefined ? undefined : parseRegion(region);
  if (region !== undefined && parsedRegion === undefined) throw invalid('region', 'allowed are NA, EU, FE');
  if (status !== undefined && !/^[1-5]\d\d$/.test(status)) throw invalid('status', 'allowed are 100 to 599');
  return {
    ...texts,
    ...(parsedRegion !== undefined && { region: parsedRegion }),
    ...(status !== undefined && { status: Number(status) }),
  };
}

function invalid(name: string, complaint: string): GatehouseError {
  return new GatehouseError('invalid-request', `Cannot read the filter ${name}: ${complaint}`, { pointer: `/${name}` });
}

function signalOfHangUp(reply: FastifyReply): AbortSignal {
  const hangUp = new AbortController();
  reply.raw.once('close', () => hangUp.abort());
  return hangUp.signal;
}
