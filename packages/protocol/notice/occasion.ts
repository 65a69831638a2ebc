import type { XStatic } from 'typebox/schema';

const nameSchema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: { name: { type: 'string', minLength: 1 } },
} as const;

/**
 * The payload of AMAZON.Occasion.Updated. One library has RECEIVED where all others have REQUESTED; `validateNotice`
 * reports it by a rule of its own. Source: notice sheet 1, Occasion.Updated and note 3.
 */
export const occasionSchema = {
  type: 'object',
  required: ['state', 'occasion'],
  additionalProperties: false,
  properties: {
    state: {
      type: 'object',
      required: ['confirmationStatus'],
      additionalProperties: false,
      properties: {
        confirmationStatus: {
          enum: ['CONFIRMED', 'CANCELED', 'RESCHEDULED', 'REQUESTED', 'CREATED', 'UPDATED'],
        },
      },
    },

    occasion: {
      type: 'object',
      required: ['occasionType', 'subject', 'provider', 'bookingTime'],
      additionalProperties: false,
      properties: {
        occasionType: { enum: ['RESERVATION_REQUEST', 'RESERVATION', 'APPOINTMENT_REQUEST', 'APPOINTMENT'] },
        subject: { type: 'string', minLength: 1 },
        provider: nameSchema as typeof nameSchema,
        bookingTime: { type: 'string', rule: 'notice-payload-time', allowed: 'a time as YYYY-MM-DDThh:mm:ssZ' },
        broker: nameSchema as typeof nameSchema,
      },
    },
  },
} as const;

/** The payload of AMAZON.Occasion.Updated. */
export type Occasion = XStatic<typeof occasionSchema>;
