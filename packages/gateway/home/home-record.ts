import { Compile, type XStatic } from 'typebox/schema';
import type { StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import type { HomeKey } from './home.ts';
import type { SampledValue } from './sampled-value.ts';

const nameSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;
const textSchema = { type: 'string', maxLength: 262_144 } as const;

const endpointSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['userId', 'skillId', 'description'],
  properties: {
    userId: nameSchema,
    skillId: nameSchema,
    description: {
      type: 'object',
      required: ['endpointId'],
      properties: { endpointId: textSchema as typeof textSchema },
    },
  },
} as const;

const valueSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['userId', 'skillId', 'endpointId', 'namespace', 'name', 'value', 'at', 'uncertaintyInMilliseconds'],
  properties: {
    userId: nameSchema,
    skillId: nameSchema,
    endpointId: textSchema,
    namespace: textSchema,
    name: textSchema,
    instance: textSchema,
    value: {},
    at: { type: 'number' },
    uncertaintyInMilliseconds: { type: 'number' },
  },
} as const;

const endpointValidator = Compile(endpointSchema);
const valueValidator = Compile(valueSchema);

/** Which endpoint of a home. */
export interface EndpointKey extends HomeKey {
  readonly endpointId: string;
}

/** An endpoint's description as a skill made it known. */
export interface DescribedEndpoint extends HomeKey {
  readonly description: Readonly<Record<string, unknown>>;
}

/** The key of an endpoint's record. */
export function endpointKeyOf({ userId, skillId, endpointId }: EndpointKey): string {
  return JSON.stringify([userId, skillId, endpointId]);
}

/** The key of a value's record; `path` as the home registry tells values of one endpoint apart. */
export function valueKeyOf(endpoint: EndpointKey, path: string): string {
  return endpointKeyOf(endpoint) + path;
}

/** What is kept of an endpoint. */
export function encodeEndpointRecord({ userId, skillId }: HomeKey, description: object): object {
  return { userId, skillId, description };
}

/** What is kept of a property's value. */
export function encodeValueRecord({ userId, skillId, endpointId }: EndpointKey, sample: SampledValue): object {
  return { userId, skillId, endpointId, ...sample };
}

/** The endpoint of a record; throws `invalid-request` when the value is none. */
export function parseEndpointRecord({ value }: StateRecord): DescribedEndpoint {
  return parseShape<XStatic<typeof endpointSchema>>(endpointValidator, value, { what: 'endpoint' });
}

/** The property value of a record, and whose it is; throws `invalid-request` when the value is none. */
export function parseValueRecord({ value }: StateRecord): { readonly key: EndpointKey; readonly sample: SampledValue } {
  const parsed = parseShape<XStatic<typeof valueSchema>>(valueValidator, value, { what: 'property value' });
  const { userId, skillId, endpointId, instance, ...sample } = parsed;
  return { key: { userId, skillId, endpointId }, sample: { ...sample, ...(instance !== undefined && { instance }) } };
}
