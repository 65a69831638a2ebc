import type { Capability } from './capability.ts';
import { endpointNamesSchema } from './endpoint-names-schema.ts';

/** How a security system is armed. Source: fact sheet 3.1, SecurityPanelController. */
export const armStateSchema = { enum: ['ARMED_AWAY', 'ARMED_STAY', 'ARMED_NIGHT', 'DISARMED'] } as const;

/** Whether an alarm is on. Source: fact sheet 3.1, SecurityPanelController. */
export const alarmSchema = {
  type: 'object',
  required: ['value'],
  properties: { value: { enum: ['ALARM', 'OK'] } },
} as const;

/** How long the customer has to leave, and what was left open. Source: fact sheet 2, Arm.Response. */
export const armResponseSchema = {
  type: 'object',
  properties: {
    exitDelayInSeconds: { type: 'integer', minimum: 0, maximum: 255 },
    bypassedEndpoints: endpointNamesSchema as typeof endpointNamesSchema,
  },
} as const;

const pinTypes = {
  type: 'array',
  items: { type: 'object', required: ['type'], properties: { type: { enum: ['FOUR_DIGIT_PIN'] } } },
} as const;

/** The arm state and the alarms of a security system. */
export const securityPanelController: Capability = {
  interface: 'Alexa.SecurityPanelController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    armState: { schema: armStateSchema, class: 'level' },
    burglaryAlarm: { schema: alarmSchema, class: 'edge' },
    carbonMonoxideAlarm: { schema: alarmSchema, class: 'edge' },
    fireAlarm: { schema: alarmSchema, class: 'edge' },
    waterAlarm: { schema: alarmSchema, class: 'edge' },
  },
  events: ['Arm.Response'],
  eventPayloads: { 'Arm.Response': armResponseSchema },
  directives: ['Arm', 'Disarm'],
  directivePayloads: {
    Arm: {
      type: 'object',
      required: ['armState'],
      properties: { armState: armStateSchema, bypassType: { enum: ['BYPASS_ALL'] } },
    },
    Disarm: {
      type: 'object',
      properties: {
        authorization: {
          type: 'object',
          required: ['type', 'value'],
          properties: { type: { enum: ['FOUR_DIGIT_PIN'] }, value: { type: 'string', minLength: 1, secret: true } },
        },
      },
    },
  },
  configuration: {
    type: 'object',
    properties: {
      supportedArmStates: {
        type: 'array',
        items: { type: 'object', required: ['value'], properties: { value: armStateSchema } },
      },
      supportedAuthorizationTypes: pinTypes,
      supportedCredentialTypes: pinTypes,
      supportsArmInstant: { type: 'boolean' },
    },
  },
  errors: { namespace: 'Alexa.SecurityPanelController', payloadVersion: '3' },
  lifecycle: 'current',
  source: 'fact sheet 3.1, 3.5 and 5',
  confidence: ['D', 'S', 'P'],
};
