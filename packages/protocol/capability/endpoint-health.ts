import type { Capability } from './capability.ts';

/** Whether Alexa can reach the endpoint and, from 3.1, why not. Further members pass. Source: fact sheet 3.2. */
export const connectivitySchema = {
  type: 'object',
  required: ['value'],
  properties: {
    value: { enum: ['OK', 'UNREACHABLE'] },
    reason: {
      enum: [
        'WIFI_BAD_PASSWORD',
        'WIFI_AP_NOT_FOUND',
        'WIFI_ROUTER_UNREACHABLE',
        'WIFI_AP_CHANNEL_QUALITY_LOW',
        'INTERNET_UNREACHABLE',
        'CAPTIVE_PORTAL_CHECK_FAILED',
        'UNKNOWN',
      ],
    },
  },
} as const;

/** The state of a battery, of its charging and its level in percent. Source: fact sheet 3.2. */
export const batterySchema = {
  type: 'object',
  properties: {
    health: {
      type: 'object',
      properties: {
        state: { enum: ['OK', 'WARNING', 'CRITICAL'] },
        reasons: {
          type: 'array',
          items: { enum: ['COLD', 'DEAD', 'OVERHEATED', 'OVER_VOLTAGE', 'NO_BATTERY', 'LOW_CHARGE', 'UNKNOWN'] },
        },
      },
    },
    chargingHealth: {
      type: 'object',
      properties: {
        state: { enum: ['OK', 'WARNING', 'CRITICAL'] },
        reasons: { type: 'array', items: { enum: ['LOW_POWER', 'INCOMPATIBLE_CHARGER', 'UNKNOWN'] } },
      },
    },
    levelPercentage: { type: 'number', minimum: 0, maximum: 100 },
  },
} as const;

/** The radio of an endpoint: its type, signal strength and signal to noise ratio. Source: fact sheet 3.2. */
export const radioDiagnosticsSchema = {
  type: 'object',
  properties: {
    radioType: { enum: ['WIFI', 'BLUETOOTH'] },
    signalStrength: {
      type: 'object',
      properties: { quality: { enum: ['GOOD', 'FAIR', 'POOR'] }, rssiInDBM: { type: 'number' } },
    },
    signalToNoiseRatio: {
      type: 'object',
      properties: { quality: { enum: ['GOOD', 'FAIR', 'POOR'] }, snrInDB: { type: 'number' } },
    },
  },
} as const;

/** How fast an endpoint's network is. Source: fact sheet 3.2. */
export const networkThroughputSchema = {
  type: 'object',
  properties: {
    quality: { enum: ['GOOD', 'FAIR', 'POOR'] },
    bitsPerSecond: { type: 'number', minimum: 0 },
  },
} as const;

/** Whether Alexa can reach the endpoint, and how it fares. The official schema knows connectivity only. */
export const endpointHealth: Capability = {
  interface: 'Alexa.EndpointHealth',
  versions: ['3', '3.1', '3.2', '3.3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    connectivity: { schema: connectivitySchema, class: 'level', confidence: ['D', 'S'] },
    battery: { schema: batterySchema, class: 'level', since: '3.1' },
    radioDiagnostics: { schema: radioDiagnosticsSchema, class: 'level', since: '3.1' },
    networkThroughput: { schema: networkThroughputSchema, class: 'level', since: '3.1' },
  },
  events: [],
  directives: [],
  lifecycle: 'current',
  source: 'fact sheet 3.1, 3.2 and 12, row 4',
  confidence: ['D', 'P'],
};
