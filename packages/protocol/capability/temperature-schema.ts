/**
 * A temperature with its scale. No bounds: the official schema's 100 in every scale refuses warm homes and any Kelvin
 * value. Source: fact sheet 3.1 and 12, row 6.
 */
export const temperatureSchema = {
  type: 'object',
  required: ['value', 'scale'],
  properties: {
    value: { type: 'number' },
    scale: { enum: ['CELSIUS', 'FAHRENHEIT', 'KELVIN'] },
  },
} as const;
