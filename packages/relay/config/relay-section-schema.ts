import type { XStatic } from 'typebox/schema';
import { apiKeysSectionSchema } from './api-keys-section-schema.ts';
import { customerSectionSchema } from './customer-section-schema.ts';
import {
  backlogSectionSchema,
  convergenceSectionSchema,
  deferralSectionSchema,
  retentionSectionSchema,
} from './keeping-section-schema.ts';
import { noticesSectionSchema } from './notice-config.ts';
import { storeSectionSchema } from './store-section-schema.ts';

const millisecondsSchema = { type: 'integer', minimum: 1, maximum: 86_400_000 } as const;
const countSchema = { type: 'integer', minimum: 1, maximum: 100_000 } as const;
const textSchema = { type: 'string', minLength: 1 } as const;

/** The member `delivery` of the configuration: a part of `DeliveryConfig`. */
export const deliverySectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    timeoutMs: millisecondsSchema as typeof millisecondsSchema,
    resends: { type: 'integer', minimum: 0, maximum: 3 },
    firstDelayMs: { type: 'integer', minimum: 1_000, maximum: 86_400_000 },
    longestDelayMs: millisecondsSchema as typeof millisecondsSchema,
    pauseMs: millisecondsSchema as typeof millisecondsSchema,
    discoverGraceMs: { type: 'integer', minimum: 0, maximum: 60_000 },
    disabledGraceMs: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    probeMs: millisecondsSchema as typeof millisecondsSchema,
    leaseMs: { type: 'integer', minimum: 1_000, maximum: 86_400_000 },
    lanes: countSchema as typeof countSchema,
    inFlight: countSchema as typeof countSchema,
    connections: countSchema as typeof countSchema,
    slowAfterMs: millisecondsSchema as typeof millisecondsSchema,
    slow: countSchema as typeof countSchema,
    customerPerSecond: countSchema as typeof countSchema,
    skillPerSecond: countSchema as typeof countSchema,
    breakerCustomers: countSchema as typeof countSchema,
    breakerPercent: { type: 'integer', minimum: 1, maximum: 100 },
    breakerPauseMs: millisecondsSchema as typeof millisecondsSchema,
    breakerLongestPauseMs: millisecondsSchema as typeof millisecondsSchema,
    region: { enum: ['NA', 'EU', 'FE'] },
  },
} as const;

/**
 * The section `relay` of `gatehouse.config.json`. Durations under `ttl` are a number of milliseconds or a text such
 * as `30s`, `5m` or `1h`.
 */
export const relaySectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    host: textSchema as typeof textSchema,
    port: { type: 'integer', minimum: 0, maximum: 65_535 },
    apiKey: textSchema as typeof textSchema,
    apiKeyFile: textSchema as typeof textSchema,
    apiKeys: apiKeysSectionSchema as typeof apiKeysSectionSchema,
    store: storeSectionSchema as typeof storeSectionSchema,
    regions: {
      type: 'object',
      additionalProperties: false,
      properties: {
        NA: textSchema as typeof textSchema,
        EU: textSchema as typeof textSchema,
        FE: textSchema as typeof textSchema,
      },
    },
    tokenUrl: textSchema as typeof textSchema,
    keys: textSchema as typeof textSchema,
    keysFile: textSchema as typeof textSchema,
    sealing: { enum: ['off'] },
    customer: customerSectionSchema as typeof customerSectionSchema,
    grants: {
      type: 'object',
      additionalProperties: false,
      properties: {
        refreshesPerSecond: { type: 'integer', minimum: 1, maximum: 10_000 },
        refreshesAtOnce: { type: 'integer', minimum: 1, maximum: 1_000 },
      },
    },
    skill: {
      type: 'object',
      additionalProperties: false,
      properties: {
        skillId: textSchema as typeof textSchema,
        clientId: textSchema as typeof textSchema,
        clientSecret: textSchema as typeof textSchema,
        clientSecretFile: textSchema as typeof textSchema,
      },
    },
    notices: noticesSectionSchema as typeof noticesSectionSchema,
    handlerUrl: textSchema as typeof textSchema,
    handlerKey: textSchema as typeof textSchema,
    handlerKeyFile: textSchema as typeof textSchema,
    handlerTimeoutMs: { type: 'integer', minimum: 1, maximum: 8_000 },
    sampleAheadMs: { type: 'integer', minimum: 0 },
    ttl: { type: 'object', additionalProperties: { type: ['integer', 'string'] } },
    delivery: deliverySectionSchema as typeof deliverySectionSchema,
    deferral: deferralSectionSchema as typeof deferralSectionSchema,
    convergence: convergenceSectionSchema as typeof convergenceSectionSchema,
    backlog: backlogSectionSchema as typeof backlogSectionSchema,
    retention: retentionSectionSchema as typeof retentionSectionSchema,
  },
} as const;

/** What {@link relaySectionSchema} lets through. */
export type RelaySection = XStatic<typeof relaySectionSchema>;
