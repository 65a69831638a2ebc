import { Secret } from '@gatehouse/client/platform';
import { GatehouseError, type Mode, type NoticeErrorProfile, parseTimestamp } from '@gatehouse/protocol';
import { Compile } from 'typebox/schema';
import type { Profile } from '../event/profile.ts';
import { parseShape } from '../shape/shape.ts';
import type { GatewayConfigSources } from './gateway-config-sources.ts';
import { type GatewaySection, gatewaySectionSchema } from './gateway-section.ts';
import { readSectionOfEnvironment } from './read-environment.ts';

/** The gateway's whole configuration: every value there, checked, and nothing left to look up. */
export interface GatewayConfig {
  readonly host: string;
  /** The port of NA; EU and FE have the next two. 0 picks three free ones. */
  readonly port: number;
  /** The key of the control API; required beyond loopback. */
  readonly apiKey?: Secret;
  readonly mode: Mode;
  /** Which edition of Amazon's documents words the errors. */
  readonly profile: Profile;
  /** Whether a 429 says in Retry-After, in seconds, when to come again; no document says that Amazon's does. */
  readonly sendRetryAfter: boolean;
  readonly codeLifetimeMs: number;
  readonly accessTokenLifetimeMs: number;
  /** Whether a refresh retires the refresh token; the documents say so, production says not (fact sheet 12, row 26). */
  readonly rotateRefreshTokens: boolean;
  /** Hosts beyond loopback that directives may go to. */
  readonly allowedDirectiveHosts: readonly string[];
  /** Whether the gateway's clock stands still until it is moved on. */
  readonly clockFrozen: boolean;
  /** What the gateway's clock shows first, in milliseconds since the epoch; absent, what the machine's clock shows. */
  readonly clockStartAt?: number;
  /**
   * Makes codes, tokens and ids repeatable: the same seed, requests and clock give the same journal. For tests only, as
   * whoever knows the seed knows every token. Absent, they come from the machine's secure randomness.
   */
  readonly seed?: number;
  /** The directory that keeps the state over a restart, made if it is not there. Absent, the state ends with the process. */
  readonly dataDir?: string;
  /** How many entries the journal keeps. */
  readonly journalLimit: number;
  /** How long a request's body may take to arrive, in milliseconds. */
  readonly bodyTimeoutMs: number;
  /** How often AcceptGrant is tried when the skill gives no usable answer; how often Alexa does is not documented. */
  readonly acceptGrantAttempts: number;
  /** How long a skill may take to answer AcceptGrant and Discover together, in milliseconds. */
  readonly linkTimeoutMs: number;
  /** How errors of notices are worded; absent, as `profile` says: `page` for `current`, `2019` for `2019`. */
  readonly noticeProfile?: NoticeErrorProfile;
  /** How long a notice that was taken waits before its customers hear it, in milliseconds; Amazon's is not documented. */
  readonly noticeDelayMs: number;
  /** Whether a notice without the device's locale is told in another one of its language; what Alexa does is unknown. */
  readonly noticeLocaleFallback: 'language' | 'none';
  /** Whether the live address refuses the notices of a skill that is not live; what Amazon answers then is unknown. */
  readonly noticeStageRequired: boolean;
  /** How long a skill may take to answer a skill event, in milliseconds of the machine's clock. */
  readonly skillEventTimeoutMs: number;
}

/** Values used when nothing is configured. */
export const gatewayDefaults: GatewayConfig = {
  host: '127.0.0.1',
  port: 4400,
  mode: 'strict',
  profile: 'current',
  sendRetryAfter: false,
  codeLifetimeMs: 5 * 60 * 1000,
  accessTokenLifetimeMs: 60 * 60 * 1000,
  rotateRefreshTokens: false,
  allowedDirectiveHosts: [],
  clockFrozen: false,
  journalLimit: 10_000,
  bodyTimeoutMs: 10_000,
  acceptGrantAttempts: 1,
  linkTimeoutMs: 30_000,
  noticeDelayMs: 1_000,
  noticeLocaleFallback: 'language',
  noticeStageRequired: false,
  skillEventTimeoutMs: 8_000,
};

const validator = Compile(gatewaySectionSchema);

/**
 * Makes the gateway's configuration out of the file's section and the environment; a variable `GATEHOUSE_GATEWAY_…`
 * wins. Pure but for the files that it is asked to read.
 * @throws GatehouseError `config-unknown-key`, `config-invalid` with a pointer, or `config-unsafe-binding` for a host
 *   beyond loopback without an API key
 */
export function createGatewayConfig(sources: GatewayConfigSources): GatewayConfig {
  const fromFile = parseSection(sources.section ?? {});
  const fromEnvironment = parseVariables(sources);
  const merged = { ...fromFile, ...fromEnvironment };
  const { apiKey, clockStartAt, ...rest } = merged;
  const config = {
    ...gatewayDefaults,
    ...rest,
    ...(apiKey !== undefined && { apiKey: new Secret(apiKey) }),
    ...(clockStartAt !== undefined && { clockStartAt: parseStart(clockStartAt) }),
  };
  requireSafeBinding(config);
  return config;
}

function parseSection(section: unknown): GatewaySection {
  if (typeof section === 'object' && section !== null && !Array.isArray(section)) {
    const unknownKey = Object.keys(section).find(key => !Object.hasOwn(gatewaySectionSchema.properties, key));
    if (unknownKey !== undefined) {
      throw new GatehouseError(
        'config-unknown-key',
        `Cannot read the gateway's configuration: the key ${unknownKey} means nothing; allowed are ` +
          Object.keys(gatewaySectionSchema.properties).join(', '),
        { pointer: `/${unknownKey}` },
      );
    }
  }
  return parseShape<GatewaySection>(validator, section, {
    what: "gateway's configuration",
    code: 'config-invalid',
  });
}

/** Each value by itself, so that a message names the variable that has to be corrected. */
function parseVariables(sources: GatewayConfigSources): GatewaySection {
  const { section, names } = readSectionOfEnvironment(sources);
  for (const [key, name] of Object.entries(names)) {
    const what = `variable ${name}`;
    parseShape<GatewaySection>(validator, { [key]: section[key] }, { what, code: 'config-invalid' });
  }
  return parseSection(section);
}

function parseStart(clockStartAt: string): number {
  const moment = parseTimestamp(clockStartAt);
  if (moment !== undefined && moment >= 0) return moment;
  throw new GatehouseError(
    'config-invalid',
    `Cannot start the gateway's clock at clockStartAt ${JSON.stringify(clockStartAt)}: it is no ISO 8601 time in UTC from ` +
      '1970 on; write 2026-01-02T03:04:05Z',
    { pointer: '/clockStartAt' },
  );
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

function requireSafeBinding({ host, apiKey }: GatewayConfig): void {
  if (LOOPBACK.test(host) || apiKey !== undefined) return;
  throw new GatehouseError(
    'config-unsafe-binding',
    `Cannot bind the gateway to ${host}: beyond loopback its control API needs a key; set GATEHOUSE_GATEWAY_API_KEY`,
    { pointer: '/host' },
  );
}
