import { Compile } from 'typebox/schema';
import { parseShape } from '../shape/shape.ts';
import type { LimitChange } from './limits.ts';

const rateMembers = {
  perSecond: { type: ['number', 'null'], minimum: 0.001, maximum: 1_000_000 },
  burst: { type: ['integer', 'null'], minimum: 1, maximum: 1_000_000_000 },
} as const;

const rateSchema = { type: ['object', 'null'], additionalProperties: false, properties: rateMembers } as const;

const limitsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    skill: rateSchema,
    customer: rateSchema,
    notice: {
      type: ['object', 'null'],
      additionalProperties: false,
      properties: { ...rateMembers, customerPerDay: { type: ['integer', 'null'], minimum: 1, maximum: 1_000_000_000 } },
    },
  },
} as const;

const validator = Compile(limitsSchema);

/**
 * Reads the body of `PUT /_gatehouse/limits`: a part of the limits, null to lift one.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the first member that is wrong
 */
export function parseLimitChange(body: unknown): LimitChange {
  return parseShape<LimitChange>(validator, body, { what: 'limits' });
}
