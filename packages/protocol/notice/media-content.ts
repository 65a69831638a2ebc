import type { XStatic } from 'typebox/schema';

/** The payload of AMAZON.MediaContent.Available. Source: notice sheet 1, MediaContent.Available. */
export const mediaContentSchema = {
  type: 'object',
  required: ['availability', 'content'],
  additionalProperties: false,
  properties: {
    availability: {
      type: 'object',
      required: ['startTime', 'method'],
      additionalProperties: false,
      properties: {
        startTime: { type: 'string', rule: 'notice-payload-time', allowed: 'a time as YYYY-MM-DDThh:mm:ssZ' },
        method: { enum: ['STREAM', 'AIR', 'RELEASE', 'PREMIERE', 'DROP'] },

        provider: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { name: { type: 'string', minLength: 1 } },
        },
      },
    },

    content: {
      type: 'object',
      required: ['name', 'contentType'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 1 },
        contentType: { enum: ['BOOK', 'EPISODE', 'ALBUM', 'SINGLE', 'MOVIE', 'GAME'] },
      },
    },
  },
} as const;

/** The payload of AMAZON.MediaContent.Available. */
export type MediaContent = XStatic<typeof mediaContentSchema>;
