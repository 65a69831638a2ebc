import { validateHeaderName, validateHeaderValue } from 'node:http';
import { GatehouseError } from '@gatehouse/protocol';
import { Compile, type XStatic } from 'typebox/schema';
import { parseShape } from '../shape/shape.ts';
import { type FaultAction, type FaultRule, isHandled } from './fault.ts';

const idSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;
const countSchema = { type: 'integer', minimum: 0, maximum: 1_000_000_000 } as const;

const matchSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    path: { type: 'string', pattern: '^/', maxLength: 256 },
    region: { enum: ['NA', 'EU', 'FE'] },
    skillId: idSchema,
    userId: idSchema,
    kind: idSchema,
    endpointId: idSchema,
  },
} as const;

const dribbleSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['bytes', 'everyMs'],
  properties: {
    bytes: { type: 'integer', minimum: 1, maximum: 65_536 },
    everyMs: { type: 'integer', minimum: 0, maximum: 60_000 },
  },
} as const;

// What a fault does, as the header `x-gatehouse-fault` and the member `do` hold it; `body` may be anything.
const faultActionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    status: { type: 'integer', minimum: 200, maximum: 599 },
    code: idSchema,
    delayMs: { type: 'integer', minimum: 0, maximum: 600_000 },
    body: {},
    contentType: { type: 'string', minLength: 1, maxLength: 256 },
    headers: { type: 'object', maxProperties: 50, additionalProperties: { type: 'string', maxLength: 8192 } },
    cut: { enum: ['before', 'headers', 'body'] },
    reset: { type: 'boolean' },
    dribble: { anyOf: [dribbleSchema, { type: 'integer', minimum: 0, maximum: 60_000 }, { type: 'boolean' }] },
    handle: { type: 'boolean' },
  },
} as const;

// One rule of the fault list; `matched` and `hit` are what GET adds, and start anew when it is PUT back.
const faultRuleSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['do'],
  properties: {
    match: matchSchema,
    do: faultActionSchema,
    when: {
      type: 'object',
      additionalProperties: false,
      properties: {
        nth: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
        count: countSchema,
        after: countSchema,
        probability: { type: 'number', minimum: 0, maximum: 1 },
      },
    },
    seed: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
    matched: countSchema,
    hit: countSchema,
  },
} as const;

// The body of `PUT /_gatehouse/faults`.
const faultListSchema = {
  type: 'array',
  maxItems: 1_000,
  items: faultRuleSchema,
} as const;

const listValidator = Compile(faultListSchema);
const actionValidator = Compile(faultActionSchema);

/** The header whose value is one request's own fault: the `do` object as JSON. */
export const FAULT_HEADER = 'x-gatehouse-fault';

/** What frames an answer; whoever could set these could say nothing true about the rest. */
const FRAMING: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'connection']);

/**
 * Reads the body of `PUT /_gatehouse/faults`.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the first member that is wrong
 */
export function parseFaults(body: unknown): FaultRule[] {
  const list = parseShape<XStatic<typeof faultListSchema>>(listValidator, body, { what: 'list of faults' });
  return list.map(({ matched: _, hit: __, ...rule }, index) => {
    checkPath(rule.match?.path, `/${index}/match/path`);
    checkAction(rule.do, `/${index}/do`);
    return rule;
  });
}

/**
 * Reads the header {@link FAULT_HEADER}.
 *
 * @throws GatehouseError `invalid-request`, with a pointer into its JSON where it is JSON
 */
export function parseFaultHeader(text: string): FaultAction {
  const action = parseShape<XStatic<typeof faultActionSchema>>(actionValidator, parseJson(text), {
    what: `header ${FAULT_HEADER}`,
  });
  checkAction(action, '');
  return action;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GatehouseError(
      'invalid-request',
      `Cannot take the header ${FAULT_HEADER}: it is not JSON; allowed is the object do of a fault`,
      { cause, pointer: '' },
    );
  }
}

/** The paths whose requests can be faulty; both spellings of the token endpoint are one. */
const PATHS: readonly string[] = [
  '/v3/events',
  '/auth/o2/token',
  '/auth/O2/token',
  '/v1/alexaApiEndpoint',
  '/v1/proactiveEvents',
  '/v1/proactiveEvents/stages/development',
];

/** A rule for any other path would match nothing, and a test would wait for its fault in vain. */
function checkPath(path: string | undefined, pointer: string): void {
  if (path === undefined || PATHS.includes(path.replace(/\/+$/, ''))) return;
  throw refuse(pointer, `no request for ${path} can have one; allowed are ${PATHS.join(', ')}`);
}

/** What the schema cannot say. */
function checkAction(action: FaultAction, pointer: string): void {
  const { handle, reset, ...doing } = action;
  if (Object.keys(doing).length === 0) {
    throw refuse(
      pointer,
      'it does nothing; allowed are status, code, body, cut, delayMs, dribble, contentType, headers',
    );
  }
  if (handle === false && isHandled(action)) {
    throw refuse(`${pointer}/handle`, 'without status, code, body or cut there is no other answer to give');
  }
  if (reset !== undefined && action.cut === undefined) {
    throw refuse(`${pointer}/reset`, 'only a connection that is cut can be reset; add cut');
  }
  if (action.contentType !== undefined) checkHeader(['content-type', action.contentType], `${pointer}/contentType`);
  for (const header of Object.entries(action.headers ?? {})) checkHeader(header, `${pointer}/headers`);
}

function checkHeader([name, value]: readonly [string, string], pointer: string): void {
  if (FRAMING.has(name.toLowerCase())) throw refuse(pointer, `the header ${name} is the gateway's own`);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw refuse(pointer, 'its name or value is not one that a header may have');
  }
}

function refuse(pointer: string, complaint: string): GatehouseError {
  return new GatehouseError('invalid-request', `Cannot take the fault${pointer && ` at ${pointer}`}: ${complaint}`, {
    pointer,
  });
}
