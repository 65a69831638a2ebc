import type { XStatic } from 'typebox/schema';

const nameSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;

const eventTriggerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['endpointId', 'event'],
  properties: {
    skillId: nameSchema as typeof nameSchema,
    endpointId: nameSchema as typeof nameSchema,
    instance: nameSchema as typeof nameSchema,
    event: nameSchema as typeof nameSchema,
  },
} as const;

const propertyTriggerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['endpointId', 'namespace', 'name', 'value'],
  properties: {
    skillId: nameSchema as typeof nameSchema,
    endpointId: nameSchema as typeof nameSchema,
    namespace: nameSchema as typeof nameSchema,
    name: nameSchema as typeof nameSchema,
    instance: nameSchema as typeof nameSchema,
    value: {},
  },
} as const;

const doorbellTriggerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['endpointId', 'namespace', 'name'],
  properties: {
    skillId: nameSchema as typeof nameSchema,
    endpointId: nameSchema as typeof nameSchema,
    namespace: { const: 'Alexa.DoorbellEventSource' },
    name: { const: 'DoorbellPress' },
  },
} as const;

const actionSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['endpointId', 'namespace', 'name'],
  properties: {
    skillId: nameSchema as typeof nameSchema,
    endpointId: nameSchema as typeof nameSchema,
    namespace: nameSchema as typeof nameSchema,
    name: nameSchema as typeof nameSchema,
    instance: nameSchema as typeof nameSchema,
    payload: { type: 'object' },
  },
} as const;

/** The trigger of a routine by the members that tell which one it is. */
export const triggerSchemas = {
  event: eventTriggerSchema as typeof eventTriggerSchema,
  property: propertyTriggerSchema as typeof propertyTriggerSchema,
  doorbell: doorbellTriggerSchema as typeof doorbellTriggerSchema,
} as const;

/** The body of `PUT /_gatehouse/customers/{userId}/routines/{routineId}`; `when` has one of the shapes of its own. */
export const routineSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['when', 'then'],
  properties: {
    routineId: nameSchema as typeof nameSchema,
    name: nameSchema as typeof nameSchema,
    enabled: { type: 'boolean' },
    when: { type: 'object' },
    then: { type: 'array', minItems: 1, maxItems: 20, items: actionSchema as typeof actionSchema },
  },
} as const;

/** A routine as it is described over the control API; members left out get their default. */
export type RoutineBody = XStatic<typeof routineSchema>;
