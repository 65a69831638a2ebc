import type { XStatic } from 'typebox/schema';

/**
 * The payload of AMAZON.WeatherAlert.Activated. Sources disagree whether `source` is required; the sentence does without
 * it. Source: notice sheet 1, WeatherAlert.Activated and note 1.
 */
export const weatherAlertSchema = {
  type: 'object',
  required: ['weatherAlert'],
  additionalProperties: false,
  properties: {
    weatherAlert: {
      type: 'object',
      required: ['alertType'],
      additionalProperties: false,
      properties: {
        alertType: { enum: ['TORNADO', 'HURRICANE', 'SNOW_STORM', 'THUNDER_STORM'] },
        source: { type: 'string', minLength: 1 },
      },
    },
  },
} as const;

/** The payload of AMAZON.WeatherAlert.Activated. */
export type WeatherAlert = XStatic<typeof weatherAlertSchema>;
