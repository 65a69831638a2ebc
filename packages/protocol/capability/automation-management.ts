import type { Capability } from './capability.ts';

/** Whether each function is automated. Source: fact sheet 3.1, AutomationManagement. */
export const automationStatusesSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['capability', 'status'],
    properties: {
      capability: { type: 'string', minLength: 1 },
      instance: { type: 'string', minLength: 1 },
      status: { enum: ['AUTOMATED', 'NOT_AUTOMATED'] },
    },
  },
} as const;

/** Which functions Alexa is asked about. Source: fact sheet 2, AutomationManagement. */
export const automationQuestionSchema = {
  type: 'object',
  required: ['capabilities'],
  properties: {
    capabilities: {
      type: 'array',
      items: {
        type: 'object',
        required: ['capability'],
        properties: { capability: { type: 'string', minLength: 1 }, instance: { type: 'string', minLength: 1 } },
      },
    },
  },
} as const;

/** Which functions of a thermostat an automation steers; the energy programme. */
export const automationManagement: Capability = {
  interface: 'Alexa.AutomationManagement',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: { automationStatuses: { schema: automationStatusesSchema, class: 'level' } },
  events: ['GetAlexaAutomationStatus'],
  eventPayloads: { GetAlexaAutomationStatus: automationQuestionSchema },
  directives: [],
  incomplete: ['directives', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.1',
  confidence: ['D', 'S'],
};
