import type { XStatic } from 'typebox/schema';

/**
 * One property of an endpoint with its value, in a context or among the changes of a report. The value is checked
 * against the property's capability, the time against the calendar, apart from this form. Source: fact sheet 1.4.
 */
export const statePropertySchema = {
  type: 'object',
  required: ['namespace', 'name', 'value', 'timeOfSample', 'uncertaintyInMilliseconds'],
  additionalProperties: false,
  properties: {
    namespace: { type: 'string', minLength: 1 },
    name: { type: 'string', minLength: 1 },
    instance: { type: 'string', minLength: 1 },
    value: { missing: 'value-missing' },
    timeOfSample: { type: 'string', rule: 'timestamp' },
    uncertaintyInMilliseconds: { type: 'number', minimum: 0 },
  },
} as const;

/** One property of an endpoint with its value. */
export type StateProperty = XStatic<typeof statePropertySchema>;

/** State properties beside the event: what did not change, or the state after a directive. Source: fact sheet 1.5. */
export const contextSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    properties: { type: 'array', items: statePropertySchema as typeof statePropertySchema },
  },
} as const;

/** State properties beside the event. */
export type Context = XStatic<typeof contextSchema>;
