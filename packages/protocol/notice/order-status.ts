import type { XStatic } from 'typebox/schema';

const timeSchema = { type: 'string', rule: 'notice-payload-time', allowed: 'a time as YYYY-MM-DDThh:mm:ssZ' } as const;

/**
 * The payload of AMAZON.OrderStatus.Updated. Of the time at which the order came into its state sources have two
 * spellings and two places; `state.enterTimestamp` is ours, the others are taken. Source: notice sheet 1,
 * OrderStatus.Updated and note 2.
 */
export const orderStatusSchema = {
  type: 'object',
  required: ['state', 'order'],
  additionalProperties: false,
  properties: {
    state: {
      type: 'object',
      required: ['status'],
      additionalProperties: false,
      properties: {
        status: {
          enum: [
            'PREORDER_RECEIVED',
            'ORDER_RECEIVED',
            'ORDER_PREPARING',
            'ORDER_SHIPPED',
            'ORDER_OUT_FOR_DELIVERY',
            'ORDER_DELIVERED',
          ],
        },

        deliveryDetails: {
          type: 'object',
          additionalProperties: false,
          properties: {
            expectedArrival: timeSchema as typeof timeSchema,
            enterTimestamp: timeSchema as typeof timeSchema,
            enterTimeStamp: timeSchema as typeof timeSchema,
          },
        },

        enterTimestamp: timeSchema as typeof timeSchema,
        enterTimeStamp: timeSchema as typeof timeSchema,
        deliveredOn: timeSchema as typeof timeSchema,
      },
    },

    order: {
      type: 'object',
      required: ['seller'],
      additionalProperties: false,
      properties: {
        seller: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { name: { type: 'string', minLength: 1 } },
        },
      },
    },
  },
} as const;

/** The payload of AMAZON.OrderStatus.Updated. */
export type OrderStatus = XStatic<typeof orderStatusSchema>;
