import type { XStatic } from 'typebox/schema';

/** The body of `PUT /_gatehouse/customers/{userId}`. */
export const customerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['region'],
  properties: {
    userId: { type: 'string', minLength: 1, maxLength: 256 },
    region: { enum: ['NA', 'EU', 'FE'] },
    locale: { type: 'string', pattern: '^[a-z]{2,3}-[A-Z]{2}$' },
    timeZone: { type: 'string', minLength: 1, maxLength: 64 },
    notifications: {
      type: 'object',
      additionalProperties: { type: 'array', maxItems: 1000, items: { type: 'string', minLength: 1, maxLength: 256 } },
    },
  },
} as const;

/** A customer as described over the control API; members left out get their default. */
export type CustomerBody = XStatic<typeof customerSchema>;
