import { Secret } from '@gatehouse/client/platform';
import { AMAZON_TOKEN_URL, amazonHosts, GatehouseError, REGIONS, type Region } from '@gatehouse/protocol';
import { refreshDefaults } from '../grant/grant-keeper.ts';
import { SAMPLE_AHEAD_MS } from '../outbox/judge-sample-times.ts';
import { checkBaseUrl, checkUrl } from './check-url.ts';
import { resolveCustomerConfig } from './customer-config.ts';
import { deliveryDefaults } from './delivery-config.ts';
import { keepingDefaults } from './keeping-config.ts';
import { nameVariable } from './name-variable.ts';
import { type NoticeConfig, noticeDefaults } from './notice-config.ts';
import { type RelayConfigSources, readRelaySection } from './read-relay-section.ts';
import type { RelayConfig, SkillConfig } from './relay-config.ts';
import type { RelaySection } from './relay-section-schema.ts';
import { requireSafeBinding } from './require-safe-binding.ts';
import { resolveApiKeys } from './resolve-api-keys.ts';
import { resolveSealing } from './resolve-sealing.ts';
import { resolveStore } from './resolve-store.ts';
import { resolveTimesToLive } from './resolve-times-to-live.ts';

/**
 * Makes the relay's whole configuration of the file's section and the environment; the environment wins. Defaults:
 * 127.0.0.1, port 4500, no API key, the store `sqlite:./gatehouse-data`, Amazon's hosts, no skill, no handler.
 *
 * @throws GatehouseError `config-unknown-key` for a key that does not exist; `config-invalid` for a value that is not
 * allowed; `config-missing` for half of a skill's credentials or of a handler's; `config-unsafe-binding` for an address beyond loopback
 * without an API key or with one that can be guessed; `sealing-keys-missing` and `sealing-keys-invalid`
 */
export function createRelayConfig(sources: RelayConfigSources): RelayConfig {
  try {
    return resolveSection(readRelaySection(sources));
  } catch (error) {
    throw nameVariable(error, sources);
  }
}

function resolveSection(section: RelaySection): RelayConfig {
  const host = section.host ?? '127.0.0.1';
  const apiKey = parseKey(section.apiKey, 'apiKey');
  const apiKeys = resolveApiKeys(section.apiKeys);
  requireSafeBinding(host, { apiKey, apiKeys });
  const skill = resolveSkill(section);
  const delivery = { ...deliveryDefaults, ...section.delivery };
  const store = resolveStore(section.store, delivery.region);
  const tokenUrl = checkUrl(section.tokenUrl ?? AMAZON_TOKEN_URL, '/tokenUrl');
  const sealing = resolveSealing(section, { store, skill, tokenUrl });
  return {
    host,
    port: section.port ?? 4500,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(apiKeys.length === 0 ? {} : { apiKeys }),
    store,
    regions: resolveRegions(section),
    tokenUrl,
    ...(skill === undefined ? {} : { skill }),
    ...(sealing === undefined ? {} : { sealing }),
    customer: resolveCustomerConfig(section.customer),
    grants: { ...refreshDefaults, ...section.grants },
    ...resolveHandler(section),
    handlerTimeoutMs: section.handlerTimeoutMs ?? 7_000,
    sampleAheadMs: section.sampleAheadMs ?? SAMPLE_AHEAD_MS,
    ttlMs: resolveTimesToLive(section.ttl),
    delivery,
    notices: resolveNotices(section, skill),
    deferral: { ...keepingDefaults.deferral, ...section.deferral },
    convergence: { ...keepingDefaults.convergence, ...section.convergence },
    backlog: { ...keepingDefaults.backlog, ...section.backlog },
    retention: { ...keepingDefaults.retention, ...section.retention },
  };
}

function resolveSkill(section: RelaySection): SkillConfig | undefined {
  const { skillId, clientId, clientSecret } = section.skill ?? {};
  if (clientId === undefined && clientSecret === undefined && skillId === undefined) return undefined;
  if (clientId === undefined) throw missing('skill.clientId', 'GATEHOUSE_CLIENT_ID');
  if (clientSecret === undefined) throw missing('skill.clientSecret', 'GATEHOUSE_CLIENT_SECRET');
  return { ...(skillId === undefined ? {} : { skillId }), clientId, clientSecret: new Secret(clientSecret) };
}

/** The custom skill's own credentials, or those of the skill where they are the same skill's. */
function resolveNotices({ notices = {} }: RelaySection, skill: SkillConfig | undefined): NoticeConfig {
  const { clientId, clientSecret, clientSecretFile: _file, ...rest } = notices;
  const settings = { ...noticeDefaults, ...rest };
  if (clientId === undefined && clientSecret === undefined) {
    if (skill === undefined) return settings;
    return { ...settings, credentials: { clientId: skill.clientId, clientSecret: skill.clientSecret } };
  }
  if (clientId === undefined) throw missing('notices.clientId', 'GATEHOUSE_NOTICE_CLIENT_ID');
  if (clientSecret === undefined) throw missing('notices.clientSecret', 'GATEHOUSE_NOTICE_CLIENT_SECRET');
  return { ...settings, credentials: { clientId, clientSecret: new Secret(clientSecret) } };
}

function missing(key: string, variable: string): GatehouseError {
  const message = `relay.${key} is missing beside the rest of the skill's credentials; set it, or ${variable}`;
  return new GatehouseError('config-missing', message, { pointer: `/${key.replaceAll('.', '/')}` });
}

function resolveRegions(section: RelaySection): Record<Region, string> {
  const urls: Record<Region, string> = { ...amazonHosts };
  for (const region of REGIONS) {
    urls[region] = checkBaseUrl(section.regions?.[region] ?? amazonHosts[region], `/regions/${region}`);
  }
  return urls;
}

/** Where directives are posted, and what is shown there. */
function resolveHandler({ handlerUrl, handlerKey }: RelaySection): Pick<RelayConfig, 'handlerUrl' | 'handlerKey'> {
  const key = parseKey(handlerKey, 'handlerKey');
  if (handlerUrl === undefined) {
    if (key === undefined) return {};
    const message = 'relay.handlerUrl is missing beside relay.handlerKey; set it, or GATEHOUSE_HANDLER_URL';
    throw new GatehouseError('config-missing', message, { pointer: '/handlerUrl' });
  }
  const url = checkUrl(handlerUrl, '/handlerUrl');
  return key === undefined ? { handlerUrl: url } : { handlerUrl: url, handlerKey: key };
}

/** A key that cannot be sent in a header would lock everybody out. */
function parseKey(text: string | undefined, name: 'apiKey' | 'handlerKey'): Secret | undefined {
  if (text === undefined) return undefined;
  if (/^[\x21-\x7e]+$/.test(text)) return new Secret(text);
  const message = `relay.${name} has a character that a header cannot carry; allowed are visible ones of ASCII, no blanks`;
  throw new GatehouseError('config-invalid', message, { pointer: `/${name}` });
}
