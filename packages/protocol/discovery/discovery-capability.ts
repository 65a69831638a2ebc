import type { XStatic } from 'typebox/schema';

/** A flag. The text and the 0 or 1 that older senders write for it have a rule of their own. Source: fact sheet 3.5. */
const flagSchema = { type: 'boolean', rule: 'discovery-flag' } as const;

/**
 * One capability of an endpoint as discovery describes it. Further members belong to the interface. Source: fact
 * sheet 3.5.
 */
export const discoveryCapabilitySchema = {
  type: 'object',
  required: ['type', 'interface', 'version'],
  properties: {
    type: { type: 'string', minLength: 1 },
    interface: { type: 'string', minLength: 1 },
    version: {
      anyOf: [{ type: 'string', minLength: 1 }, { type: 'number' }],
      allowed: 'the version as text',
    },
    instance: { type: 'string', minLength: 1 },
    properties: {
      type: 'object',
      properties: {
        supported: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string', minLength: 1 } },
          },
        },
        proactivelyReported: flagSchema as typeof flagSchema,
        retrievable: flagSchema as typeof flagSchema,
        nonControllable: flagSchema as typeof flagSchema,
        readOnly: flagSchema as typeof flagSchema,
      },
    },
    proactivelyReported: flagSchema as typeof flagSchema,
    capabilityResources: { type: 'object' },
    configuration: { type: 'object' },
    semantics: { type: 'object' },
    directiveConfigurations: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          directives: { type: 'array', items: { type: 'string', minLength: 1 } },
          requestedAuthenticationConfidenceLevel: {
            type: 'object',
            properties: { customPolicy: { type: 'object', properties: { policyName: { type: 'string' } } } },
          },
        },
      },
    },
  },
} as const;

/** One capability of an endpoint as discovery describes it. */
export type DiscoveryCapability = XStatic<typeof discoveryCapabilitySchema>;
