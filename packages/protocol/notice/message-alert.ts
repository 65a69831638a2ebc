import type { XStatic } from 'typebox/schema';

/** The payload of AMAZON.MessageAlert.Activated. Source: notice sheet 1, MessageAlert.Activated. */
export const messageAlertSchema = {
  type: 'object',
  required: ['state', 'messageGroup'],
  additionalProperties: false,
  properties: {
    state: {
      type: 'object',
      required: ['status'],
      additionalProperties: false,
      properties: { status: { enum: ['UNREAD', 'FLAGGED'] }, freshness: { enum: ['NEW', 'OVERDUE'] } },
    },

    messageGroup: {
      type: 'object',
      required: ['creator', 'count'],
      additionalProperties: false,
      properties: {
        creator: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { name: { type: 'string', minLength: 1 } },
        },

        count: { type: 'integer' },
        urgency: { enum: ['URGENT'] },
      },
    },
  },
} as const;

/** The payload of AMAZON.MessageAlert.Activated. */
export type MessageAlert = XStatic<typeof messageAlertSchema>;
