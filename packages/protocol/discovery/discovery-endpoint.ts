import type { XStatic } from 'typebox/schema';
import { endpointIdSchema } from '../message/endpoint-id.ts';
import { discoveryCapabilitySchema } from './discovery-capability.ts';

/** A name or a description: 1 to 128 characters. */
const nameSchema = { type: 'string', minLength: 1, maxLength: 128 } as const;

/** An attribute of a device: at most 256 characters. */
const attributeSchema = { type: 'string', maxLength: 256 } as const;

/**
 * One endpoint as discovery describes it: in Discover.Response, in AddOrUpdateReport, and when an endpoint is
 * registered with the relay. Further members, such as `relationships`, are let through. Source: fact sheet 4.
 */
export const discoveryEndpointSchema = {
  type: 'object',
  required: ['endpointId', 'manufacturerName', 'description', 'friendlyName', 'displayCategories', 'capabilities'],
  properties: {
    endpointId: endpointIdSchema as typeof endpointIdSchema,
    manufacturerName: nameSchema as typeof nameSchema,
    description: nameSchema as typeof nameSchema,
    friendlyName: { type: 'string', minLength: 1, maxLength: 256 },
    displayCategories: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    capabilities: {
      type: 'array',
      minItems: 1,
      items: discoveryCapabilitySchema as typeof discoveryCapabilitySchema,
    },
    cookie: { type: 'object', additionalProperties: { type: 'string' } },
    additionalAttributes: {
      type: 'object',
      properties: {
        manufacturer: attributeSchema as typeof attributeSchema,
        model: attributeSchema as typeof attributeSchema,
        serialNumber: attributeSchema as typeof attributeSchema,
        firmwareVersion: attributeSchema as typeof attributeSchema,
        softwareVersion: attributeSchema as typeof attributeSchema,
        customIdentifier: attributeSchema as typeof attributeSchema,
      },
    },
    connections: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type'],
        properties: {
          type: { enum: ['TCP_IP', 'ZIGBEE', 'ZWAVE', 'UNKNOWN'] },
          macAddress: { type: 'string' },
          homeId: { type: 'string' },
          nodeId: { type: 'string' },
          value: { type: 'string' },
        },
      },
    },
  },
} as const;

/** One endpoint as discovery describes it. */
export type DiscoveryEndpoint = XStatic<typeof discoveryEndpointSchema>;
