import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { createRelayConfig } from './create-relay-config.ts';
import { deliveryDefaults } from './delivery-config.ts';
import type { RelayConfigSources } from './read-relay-section.ts';
import { relaySettings } from './relay-settings.ts';

const SECRET = 'gatehouse-secret-of-the-client';
const KEY = 'gatehouse-secret-api-key';

function refusalOf(sources: RelayConfigSources): GatehouseError {
  try {
    createRelayConfig(sources);
  } catch (error) {
    assert.ok(error instanceof GatehouseError, String(error));
    assertNoSecret(`${error.message} ${error.stack} ${JSON.stringify(error)}`);
    return error;
  }
  return assert.fail('The configuration was taken');
}

test('createRelayConfig() has a default for everything when nothing is given', () => {
  assert.deepEqual(createRelayConfig({}), {
    host: '127.0.0.1',
    port: 4500,
    store: { kind: 'sqlite', directory: './gatehouse-data' },
    regions: {
      NA: 'https://api.amazonalexa.com',
      EU: 'https://api.eu.amazonalexa.com',
      FE: 'https://api.fe.amazonalexa.com',
    },
    tokenUrl: 'https://api.amazon.com/auth/o2/token',
    handlerTimeoutMs: 7_000,
    sampleAheadMs: 300_000,
    ttlMs: {},
    delivery: deliveryDefaults,
  });
});

const section = {
  host: 'localhost',
  port: 0,
  store: 'memory:',
  regions: { NA: 'http://127.0.0.1:1/', EU: 'http://127.0.0.1:2', FE: 'http://127.0.0.1:3' },
  tokenUrl: 'http://127.0.0.1:1/auth/o2/token',
  skill: { skillId: 'skill-1', clientId: 'client-1', clientSecret: SECRET },
  apiKey: KEY,
  handlerUrl: 'http://127.0.0.1:9/handler?x=1',
  handlerTimeoutMs: 500,
  sampleAheadMs: 1_000,
  ttl: { 'Alexa.ContactSensor': '2m', default: 90_000 },
  delivery: { timeoutMs: 2_000, discoverGraceMs: 0 },
};

test('createRelayConfig() takes every key of the section', () => {
  const config = createRelayConfig({ section });
  assert.equal(config.host, 'localhost');
  assert.equal(config.port, 0);
  assert.deepEqual(config.store, { kind: 'memory' });
  assert.deepEqual(config.regions, {
    NA: 'http://127.0.0.1:1',
    EU: 'http://127.0.0.1:2',
    FE: 'http://127.0.0.1:3',
  });
  assert.equal(config.tokenUrl, 'http://127.0.0.1:1/auth/o2/token');
  assert.equal(config.skill?.skillId, 'skill-1');
  assert.equal(config.skill?.clientId, 'client-1');
  assert.equal(config.skill?.clientSecret.reveal(), SECRET);
  assert.equal(config.apiKey?.reveal(), KEY);
  assert.equal(config.handlerUrl, 'http://127.0.0.1:9/handler?x=1');
  assert.equal(config.handlerTimeoutMs, 500);
  assert.equal(config.sampleAheadMs, 1_000);
  assert.deepEqual(config.ttlMs, { 'Alexa.ContactSensor': 120_000, default: 90_000 });
  assert.deepEqual(config.delivery, { ...deliveryDefaults, timeoutMs: 2_000, discoverGraceMs: 0 });
  assertNoSecret(JSON.stringify(config));
});

test('createRelayConfig() lets each environment variable win over the section', () => {
  const env: Record<string, string> = {
    GATEHOUSE_NA_URL: 'http://127.0.0.1:11',
    GATEHOUSE_EU_URL: 'http://127.0.0.1:12',
    GATEHOUSE_FE_URL: 'http://127.0.0.1:13',
    GATEHOUSE_TOKEN_URL: 'http://127.0.0.1:14/token',
    GATEHOUSE_SKILL_ID: 'skill-2',
    GATEHOUSE_CLIENT_ID: 'client-2',
    GATEHOUSE_CLIENT_SECRET: `${SECRET}-2`,
    GATEHOUSE_HANDLER_URL: 'http://127.0.0.1:15/',
    GATEHOUSE_HANDLER_TIMEOUT_MS: '600',
    GATEHOUSE_RELAY_SAMPLE_AHEAD_MS: '5',
    GATEHOUSE_RELAY_STORE: 'sqlite:/data',
    GATEHOUSE_RELAY_HOST: '0.0.0.0',
    GATEHOUSE_RELAY_PORT: '4600',
    GATEHOUSE_RELAY_API_KEY: `${KEY}-2`,
    GATEHOUSE_RELAY_TTL: '{"default":"1h"}',
    GATEHOUSE_RELAY_DELIVERY: '{"resends":1}',
  };
  assert.deepEqual(Object.keys(env).sort(), relaySettings.map(setting => setting.variable).sort());
  const config = createRelayConfig({ section, env });
  assert.deepEqual(config.regions, {
    NA: 'http://127.0.0.1:11',
    EU: 'http://127.0.0.1:12',
    FE: 'http://127.0.0.1:13',
  });
  assert.equal(config.tokenUrl, 'http://127.0.0.1:14/token');
  assert.deepEqual([config.skill?.skillId, config.skill?.clientId], ['skill-2', 'client-2']);
  assert.equal(config.skill?.clientSecret.reveal(), `${SECRET}-2`);
  assert.equal(config.handlerUrl, 'http://127.0.0.1:15/');
  assert.equal(config.handlerTimeoutMs, 600);
  assert.equal(config.sampleAheadMs, 5);
  assert.deepEqual(config.store, { kind: 'sqlite', directory: '/data' });
  assert.deepEqual([config.host, config.port], ['0.0.0.0', 4600]);
  assert.equal(config.apiKey?.reveal(), `${KEY}-2`);
  assert.deepEqual(config.ttlMs, { default: 3_600_000 });
  assert.equal(config.delivery.resends, 1);
});

test('createRelayConfig() takes the URLs of token endpoint and handler whole, and the base URLs without a slash', () => {
  const regions = { NA: 'http://127.0.0.1:1/na//' };
  const tokenUrl = 'http://127.0.0.1:1/token/';
  const handlerUrl = 'http://127.0.0.1:1/hook?next=/a/';
  const config = createRelayConfig({ section: { regions, tokenUrl, handlerUrl } });
  assert.deepEqual(
    [config.regions.NA, config.tokenUrl, config.handlerUrl],
    ['http://127.0.0.1:1/na', tokenUrl, handlerUrl],
  );
});

test('createRelayConfig() leaves the section as it was given and takes empty variables for none', () => {
  const given = structuredClone(section);
  createRelayConfig({ section: given, env: { GATEHOUSE_RELAY_PORT: '', GATEHOUSE_NA_URL: 'http://127.0.0.1:8' } });
  assert.deepEqual(given, section);
});

test('createRelayConfig() reads secrets from files, by variable and by key', () => {
  const files: Record<string, string> = { '/run/secret': `${SECRET}\n`, '/run/key': `${KEY}\n` };
  const readFile = (path: string): string => files[path] ?? assert.fail(path);
  const byVariable = createRelayConfig({
    env: {
      GATEHOUSE_CLIENT_ID: 'c',
      GATEHOUSE_CLIENT_SECRET_FILE: '/run/secret',
      GATEHOUSE_RELAY_API_KEY_FILE: '/run/key',
    },
    readFile,
  });
  const byKey = createRelayConfig({
    section: { apiKeyFile: '/run/key', skill: { clientId: 'c', clientSecretFile: '/run/secret' } },
    readFile,
  });
  for (const config of [byVariable, byKey]) {
    assert.equal(config.skill?.clientSecret.reveal(), SECRET);
    assert.equal(config.apiKey?.reveal(), KEY);
  }
});

test('createRelayConfig() lets a secret in the environment win over a file that the section names', () => {
  const config = createRelayConfig({ section: { apiKeyFile: '/gone' }, env: { GATEHOUSE_RELAY_API_KEY: KEY } });
  assert.equal(config.apiKey?.reveal(), KEY);
});

const refused: readonly (readonly [string, RelayConfigSources, string, string | undefined])[] = [
  ['a section that is no object', { section: [] }, 'config-invalid', ''],
  ['an unknown key', { section: { prot: 1 } }, 'config-unknown-key', '/prot'],
  ['an unknown key further down', { section: { skill: { secret: 'x' } } }, 'config-unknown-key', '/skill/secret'],
  ['an unknown key beside a wrong value', { section: { port: 'x', prot: 1 } }, 'config-unknown-key', '/prot'],
  ['an unknown interface', { section: { ttl: { Doorbell: 1 } } }, 'config-unknown-key', '/ttl/Doorbell'],
  ['a delivery key that is unknown', { section: { delivery: { tries: 1 } } }, 'config-unknown-key', '/delivery/tries'],
  ['a port that is none', { section: { port: 65_536 } }, 'config-invalid', '/port'],
  ['a port in words', { env: { GATEHOUSE_RELAY_PORT: 'four' } }, 'config-invalid', '/port'],
  ['a secret of another type', { section: { apiKey: 7 } }, 'config-invalid', '/apiKey'],
  ['more resends than documented', { section: { delivery: { resends: 4 } } }, 'config-invalid', '/delivery/resends'],
  ['resends too soon', { section: { delivery: { firstDelayMs: 999 } } }, 'config-invalid', '/delivery/firstDelayMs'],
  ['a duration that is none', { section: { ttl: { default: '5 parsecs' } } }, 'config-invalid', '/ttl/default'],
  ['a store of another version', { section: { store: 'postgres://db' } }, 'config-invalid', '/store'],
  ['a store without a directory', { section: { store: 'sqlite:' } }, 'config-invalid', '/store'],
  ['a URL that is none', { section: { tokenUrl: 'api' } }, 'config-invalid', '/tokenUrl'],
  ['a region at another protocol', { section: { regions: { EU: 'ftp://x' } } }, 'config-invalid', '/regions/EU'],
  ['a URL with a password', { section: { handlerUrl: `http://a:${SECRET}@b` } }, 'config-invalid', '/handlerUrl'],
  [
    'a section where an object belongs',
    { section: { skill: 1 }, env: { GATEHOUSE_SKILL_ID: 's' } },
    'config-invalid',
    '/skill',
  ],
  ['a variable that is not JSON', { env: { GATEHOUSE_RELAY_TTL: '{' } }, 'config-invalid', '/ttl'],
  ['half of the credentials', { section: { skill: { clientId: 'c' } } }, 'config-missing', '/skill/clientSecret'],
  ['no credentials with the skill', { env: { GATEHOUSE_SKILL_ID: 's' } }, 'config-missing', '/skill/clientId'],
  ['the other half', { env: { GATEHOUSE_CLIENT_SECRET: SECRET } }, 'config-missing', '/skill/clientId'],
  ['every interface without a key', { section: { host: '0.0.0.0' } }, 'config-unsafe-binding', '/host'],
  ['an IPv6 address without a key', { section: { host: '::' } }, 'config-unsafe-binding', '/host'],
  [
    'a secret twice',
    { env: { GATEHOUSE_RELAY_API_KEY: KEY, GATEHOUSE_RELAY_API_KEY_FILE: '/f' } },
    'config-invalid',
    '/apiKey',
  ],
  ['a key with a blank', { section: { apiKey: `${KEY} two` } }, 'config-invalid', '/apiKey'],
  ['a key that no header can carry', { env: { GATEHOUSE_RELAY_API_KEY: `${KEY}-ä` } }, 'config-invalid', '/apiKey'],
  ['a secret and a file', { section: { apiKey: KEY, apiKeyFile: '/f' } }, 'config-invalid', '/apiKey'],
  ['a file that nobody can read', { section: { apiKeyFile: '/f' } }, 'config-invalid', '/apiKey'],
  ['an empty file', { section: { apiKeyFile: '/f' }, readFile: () => '\n' }, 'config-invalid', '/apiKey'],
  [
    'a file that is gone',
    { env: { GATEHOUSE_RELAY_API_KEY_FILE: '/f' }, readFile: () => assert.fail('gone') },
    'config-invalid',
    '/apiKey',
  ],
];

for (const [what, sources, code, pointer] of refused) {
  test(`createRelayConfig() refuses ${what} as ${code}`, () => {
    const error = refusalOf(sources);
    assert.equal(error.code, code, error.message);
    assert.equal(error.pointer, pointer);
  });
}

for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
  test(`createRelayConfig() needs no API key when it listens on ${host}`, () => {
    assert.equal(createRelayConfig({ section: { host } }).host, host);
  });
}
