import type { XStatic } from 'typebox/schema';

/** The text form of a messageId: 1 to 127 letters, digits and hyphens. Source: fact sheet 1.1. */
export const messageIdSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 127,
  pattern: '^[a-zA-Z0-9-]*$',
  rule: 'message-id',
  allowed: '1 to 127 letters, digits and hyphens',
} as const;

/**
 * The header of an event or a directive. `payloadVersion` is the interface's own; `instance` belongs to interfaces
 * that an endpoint can have several times. Source: fact sheet 1.1.
 */
export const headerSchema = {
  type: 'object',
  required: ['namespace', 'name', 'messageId', 'payloadVersion'],
  additionalProperties: false,
  properties: {
    namespace: { type: 'string', minLength: 1 },
    name: { type: 'string', minLength: 1 },
    messageId: messageIdSchema as typeof messageIdSchema,
    payloadVersion: { type: 'string', minLength: 1 },
    correlationToken: { type: 'string', minLength: 1 },
    instance: { type: 'string', minLength: 1 },
  },
} as const;

/** The header of an event or a directive. */
export type Header = XStatic<typeof headerSchema>;
