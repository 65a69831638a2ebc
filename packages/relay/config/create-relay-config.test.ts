import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { GatehouseError } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { createRelayConfig } from './create-relay-config.ts';
import { deliveryDefaults } from './delivery-config.ts';
import { keepingDefaults } from './keeping-config.ts';
import { noticeDefaults } from './notice-config.ts';
import type { RelayConfigSources } from './read-relay-section.ts';
import { relaySettings } from './relay-settings.ts';

const SECRET = 'gatehouse-secret-of-the-client';
const KEY = 'gatehouse-secret-api-key';

const KEYS = JSON.stringify({ current: 'k', keys: [{ id: 'k', key: Buffer.alloc(32, 1).toString('base64') }] });

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
    customer: { resolve: 'header' },
    grants: { refreshesPerSecond: 50, refreshesAtOnce: 16 },
    handlerTimeoutMs: 7_000,
    sampleAheadMs: 300_000,
    ttlMs: {},
    delivery: deliveryDefaults,
    notices: noticeDefaults,
    ...keepingDefaults,
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
  keys: KEYS,
  customer: { resolve: 'userinfo', url: 'http://127.0.0.1:8/me', claim: 'user_id', timeoutMs: 100, cacheMs: 0 },
  grants: { refreshesAtOnce: 2 },
  handlerUrl: 'http://127.0.0.1:9/handler?x=1',
  handlerKey: `${SECRET}-handler`,
  handlerTimeoutMs: 500,
  sampleAheadMs: 1_000,
  ttl: { 'Alexa.ContactSensor': '2m', default: 90_000 },
  delivery: { timeoutMs: 2_000, discoverGraceMs: 0, region: 'FE' },
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
  assert.equal(config.handlerKey?.reveal(), `${SECRET}-handler`);
  assert.equal(config.handlerTimeoutMs, 500);
  assert.equal(config.sampleAheadMs, 1_000);
  assert.deepEqual(config.ttlMs, { 'Alexa.ContactSensor': 120_000, default: 90_000 });
  assert.deepEqual(config.delivery, { ...deliveryDefaults, timeoutMs: 2_000, discoverGraceMs: 0, region: 'FE' });
  assert.deepEqual([config.sealing?.keys.reveal(), config.sealing?.file], [KEYS, undefined]);
  assert.deepEqual(config.customer, section.customer);
  assert.deepEqual(config.grants, { refreshesPerSecond: 50, refreshesAtOnce: 2 });
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
    GATEHOUSE_HANDLER_KEY: `${SECRET}-5`,
    GATEHOUSE_HANDLER_TIMEOUT_MS: '600',
    GATEHOUSE_RELAY_SAMPLE_AHEAD_MS: '5',
    GATEHOUSE_RELAY_STORE: 'sqlite:/data',
    GATEHOUSE_RELAY_HOST: '0.0.0.0',
    GATEHOUSE_RELAY_PORT: '4600',
    GATEHOUSE_RELAY_API_KEY: `${KEY}-2`,
    GATEHOUSE_RELAY_API_KEYS: JSON.stringify([{ id: 'env', hash: 'a'.repeat(64) }]),
    GATEHOUSE_RELAY_TTL: '{"default":"1h"}',
    GATEHOUSE_RELAY_DELIVERY: '{"resends":1}',
    GATEHOUSE_RELAY_DEFERRAL: '{"afterMs":0}',
    GATEHOUSE_RELAY_CONVERGENCE: '{"perRound":7}',
    GATEHOUSE_RELAY_BACKLOG: '{"customer":9}',
    GATEHOUSE_RELAY_RETENTION: '{"settledMs":60000}',
    GATEHOUSE_RELAY_REGION: 'EU',
    GATEHOUSE_RELAY_KEYS: KEYS.replaceAll('"k"', '"k-2"'),
    GATEHOUSE_RELAY_SEALING: '',
    GATEHOUSE_RELAY_CUSTOMER:
      '{"resolve":"introspection","url":"http://127.0.0.1:16/introspect","clientId":"relay-client"}',
    GATEHOUSE_RELAY_CUSTOMER_SECRET: `${SECRET}-3`,
    GATEHOUSE_RELAY_GRANTS: '{"refreshesPerSecond":5}',
    GATEHOUSE_RELAY_NOTICES: '{"stage":"development"}',
    GATEHOUSE_NOTICE_CLIENT_ID: 'client-4',
    GATEHOUSE_NOTICE_CLIENT_SECRET: `${SECRET}-4`,
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
  assert.equal(config.handlerKey?.reveal(), `${SECRET}-5`);
  assert.equal(config.handlerTimeoutMs, 600);
  assert.equal(config.sampleAheadMs, 5);
  assert.deepEqual(config.store, { kind: 'sqlite', directory: '/data' });
  assert.deepEqual([config.host, config.port], ['0.0.0.0', 4600]);
  assert.equal(config.apiKey?.reveal(), `${KEY}-2`);
  assert.deepEqual(config.apiKeys, [{ id: 'env', hash: 'a'.repeat(64) }]);
  assert.deepEqual(config.ttlMs, { default: 3_600_000 });
  assert.deepEqual([config.delivery.resends, config.delivery.region], [1, 'EU']);
  const { deferral, convergence, backlog, retention } = config;
  assert.deepEqual([deferral.afterMs, convergence.perRound, backlog.customer, retention.settledMs], [0, 7, 9, 60_000]);
  assert.equal(deferral.error, 'ENDPOINT_UNREACHABLE');
  assert.match(config.sealing?.keys.reveal() ?? '', /"current":"k-2"/);
  assert.ok(config.customer.resolve === 'introspection' && config.customer.clientId === 'relay-client');
  assert.equal(config.customer.clientSecret.reveal(), `${SECRET}-3`);
  assert.deepEqual(config.grants, { refreshesPerSecond: 5, refreshesAtOnce: 16 });
  const { credentials, ...notices } = config.notices;
  assert.deepEqual([notices, credentials?.clientId], [{ stage: 'development', limitPauseMs: 3_600_000 }, 'client-4']);
  assert.equal(credentials?.clientSecret.reveal(), `${SECRET}-4`);
});

test('createRelayConfig() sends notices with the credentials of the skill unless the custom skill has its own', () => {
  const skill = { clientId: 'client-1', clientSecret: SECRET };
  assert.equal(createRelayConfig({}).notices.credentials, undefined);
  assert.equal(createRelayConfig({ section: { sealing: 'off', skill } }).notices.credentials?.clientId, 'client-1');
  const own = createRelayConfig({ section: { sealing: 'off', skill, notices: { ...skill, clientId: 'client-2' } } });
  assert.equal(own.notices.credentials?.clientId, 'client-2');
  for (const missing of ['clientId', 'clientSecret']) {
    const { [missing]: _missing, ...half } = { ...skill } as Record<string, string>;
    assert.throws(() => createRelayConfig({ section: { notices: half } }), {
      code: 'config-missing',
      pointer: `/notices/${missing}`,
    });
  }
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
  const files: Record<string, string> = { '/run/secret': `${SECRET}\n`, '/run/key': `${KEY}\n`, '/run/keys': KEYS };
  const readFile = (path: string): string => files[path] ?? assert.fail(path);
  const byVariable = createRelayConfig({
    env: {
      GATEHOUSE_CLIENT_ID: 'c',
      GATEHOUSE_CLIENT_SECRET_FILE: '/run/secret',
      GATEHOUSE_RELAY_API_KEY_FILE: '/run/key',
      GATEHOUSE_RELAY_KEYS_FILE: '/run/keys',
    },
    readFile,
  });
  const byKey = createRelayConfig({
    section: {
      apiKeyFile: '/run/key',
      keysFile: '/run/keys',
      skill: { clientId: 'c', clientSecretFile: '/run/secret' },
    },
    readFile,
  });
  for (const config of [byVariable, byKey]) {
    assert.deepEqual([config.sealing?.keys.reveal(), config.sealing?.file], [KEYS, '/run/keys']);
    assert.equal(config.skill?.clientSecret.reveal(), SECRET);
    assert.equal(config.apiKey?.reveal(), KEY);
  }
});

test('createRelayConfig() lets a secret in the environment win over a file that the section names', () => {
  const config = createRelayConfig({ section: { apiKeyFile: '/gone' }, env: { GATEHOUSE_RELAY_API_KEY: KEY } });
  assert.equal(config.apiKey?.reveal(), KEY);
});

test('createRelayConfig() reads the secret of introspection from a file', () => {
  const customer = { resolve: 'introspection', url: 'https://a/i', clientId: 'c', clientSecretFile: '/run/secret' };
  const config = createRelayConfig({ section: { customer }, readFile: () => `${SECRET}\n` });
  assert.ok(config.customer.resolve === 'introspection' && config.customer.clientSecret.reveal() === SECRET);
  assertNoSecret(JSON.stringify(config));
});

test('createRelayConfig() finds customers by a JWT with algorithms that need no shared secret', () => {
  const customer = { resolve: 'jwt', url: 'https://a/jwks', issuer: 'https://a', audience: 'relay' };
  assert.deepEqual(createRelayConfig({ section: { customer } }).customer, {
    ...customer,
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    claim: 'sub',
    timeoutMs: 3_000,
    cacheMs: 60_000,
  });
});

const skill = { clientId: 'c', clientSecret: SECRET };
const LOCAL_TOKENS = { skill, tokenUrl: 'http://localhost:1/token' };
for (const [what, unsealed] of [
  ['in memory', { skill, store: 'memory:' }],
  ['without a skill', {}],
  ['from a token endpoint on this machine', LOCAL_TOKENS],
  ['where it is said', { skill, sealing: 'off' }],
] as const) {
  test(`createRelayConfig() lets grants lie unsealed ${what}`, () => {
    assert.equal(createRelayConfig({ section: unsealed }).sealing, undefined);
  });
}

const refused: readonly (readonly [string, RelayConfigSources, string, string | undefined])[] = [
  ['a section that is no object', { section: [] }, 'config-invalid', ''],
  ['an unknown key', { section: { prot: 1 } }, 'config-unknown-key', '/prot'],
  ['an unknown key further down', { section: { skill: { secret: 'x' } } }, 'config-unknown-key', '/skill/secret'],
  ['an unknown key beside a wrong value', { section: { port: 'x', prot: 1 } }, 'config-unknown-key', '/prot'],
  ['an unknown interface', { section: { ttl: { Doorbell: 1 } } }, 'config-unknown-key', '/ttl/Doorbell'],
  ['a delivery key that is unknown', { section: { delivery: { tries: 1 } } }, 'config-unknown-key', '/delivery/tries'],
  ['grants of real customers unsealed', { section: { skill } }, 'sealing-keys-missing', '/keysFile'],
  ['keys that are none', { section: { keys: '{}' } }, 'sealing-keys-invalid', '/keys'],
  ['keys beside no sealing', { section: { keys: KEYS, sealing: 'off' } }, 'config-invalid', '/sealing'],
  ['keys twice', { section: { keys: KEYS, keysFile: '/f' } }, 'config-invalid', '/keys'],
  ['a region that is none', { section: { delivery: { region: 'US' } } }, 'config-invalid', '/delivery/region'],
  ['a customer found in no way', { section: { customer: {} } }, 'config-invalid', '/customer'],
  [
    'introspection without a secret',
    { section: { customer: { resolve: 'introspection', url: 'https://a', clientId: 'c' } } },
    'config-missing',
    '/customer/clientSecret',
  ],
  [
    'a JWT without an issuer',
    { section: { customer: { resolve: 'jwt', url: 'https://a', audience: 'relay' } } },
    'config-missing',
    '/customer/issuer',
  ],
  [
    'a JWT by an algorithm with a shared secret',
    { section: { customer: { resolve: 'jwt', url: 'https://a', issuer: 'i', audience: 'a', algorithms: ['HS256'] } } },
    'config-invalid',
    '/customer/algorithms/0',
  ],
  [
    'a key that the way of finding has no use for',
    { section: { customer: { resolve: 'userinfo', url: 'https://a', issuer: 'i' } } },
    'config-invalid',
    '/customer/issuer',
  ],
  [
    'a userinfo endpoint that is no URL',
    { section: { customer: { resolve: 'userinfo', url: 'me' } } },
    'config-invalid',
    '/customer/url',
  ],
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
  ['a key of a handler that is not there', { section: { handlerKey: SECRET } }, 'config-missing', '/handlerUrl'],
  [
    'a key of a handler with a blank',
    { section: { handlerUrl: 'http://127.0.0.1/', handlerKey: 'a b' } },
    'config-invalid',
    '/handlerKey',
  ],
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
  [
    'every interface with a short key',
    { section: { host: '::', apiKey: 'fifteen-letters' } },
    'config-unsafe-binding',
    '/apiKey',
  ],
  [
    'a short key beside keys known by their hashes',
    { section: { host: '::', apiKey: 'k', apiKeys: [{ id: 'a', hash: 'a'.repeat(64) }] } },
    'config-unsafe-binding',
    '/apiKey',
  ],
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
  test(`createRelayConfig() takes a short API key when it listens on ${host}`, () => {
    assert.equal(createRelayConfig({ section: { host, apiKey: 'k' } }).apiKey?.reveal(), 'k');
  });
}

test('createRelayConfig() takes a key of 16 characters beyond loopback', () => {
  const section = { host: '0.0.0.0', apiKey: 'sixteen-letters!' };
  assert.equal(createRelayConfig({ section }).host, '0.0.0.0');
});

test('createRelayConfig() names the values that are allowed where it is one of a few', () => {
  assert.throws(() => createRelayConfig({ env: { GATEHOUSE_RELAY_REGION: 'MARS' } }), {
    message:
      'relay.delivery.region must be one of NA, EU, FE; found "MARS"; the value comes from GATEHOUSE_RELAY_REGION',
  });
});

test('createRelayConfig() repeats nothing of a value that is not JSON, in no cause either', () => {
  const env = { GATEHOUSE_RELAY_NOTICES: '{"clientId":"a","clientSecret":hunter2}' };
  const error = refusalOf({ env });
  assert.match(error.message, /^GATEHOUSE_RELAY_NOTICES is not JSON; allowed is what the file's notices may be$/);
  assert.doesNotMatch(inspect(error), /hunter2/);
});

test('createRelayConfig() reads the key of the handler from a file, and lets its variable win over the file of the section', () => {
  const files: Record<string, string> = { '/run/a': `${SECRET}-a\n`, '/run/b': `${SECRET}-b\n` };
  const readFile = (path: string): string => files[path] ?? assert.fail(path);
  const section = { handlerUrl: 'http://127.0.0.1:9/', handlerKeyFile: '/run/a' };
  const keyOf = (env: Record<string, string>): string | undefined =>
    createRelayConfig({ section, env, readFile }).handlerKey?.reveal();
  assert.equal(keyOf({}), `${SECRET}-a`);
  assert.equal(keyOf({ GATEHOUSE_HANDLER_KEY: `${SECRET}-c` }), `${SECRET}-c`);
  assert.equal(keyOf({ GATEHOUSE_HANDLER_KEY_FILE: '/run/b' }), `${SECRET}-b`);
});

test('createRelayConfig() repeats no key that is a number', () => {
  for (const key of ['apiKey', 'handlerKey']) {
    const { message } = refusalOf({ section: { [key]: 123_456_789 } });
    assert.match(message, new RegExp(`relay\\.${key} .*; found something else$`));
  }
});

test('createRelayConfig() repeats no secret that stands in the wrong place', () => {
  for (const section of [
    ...['skill', 'notices', 'customer'].flatMap(part => [{ [part]: SECRET }, { [part]: [SECRET] }]),
    { apiKeys: [{ id: 'a', hash: SECRET }] },
    { apiKey: [SECRET] },
    { handlerKey: [SECRET] },
    { keys: { current: SECRET } },
  ]) {
    assert.throws(
      () => createRelayConfig({ section }),
      (error: unknown) => error instanceof GatehouseError && !error.message.includes(SECRET),
      `the place ${Object.keys(section).join()}`,
    );
  }
  const env = { GATEHOUSE_RELAY_NOTICES: JSON.stringify([SECRET]) };
  assert.throws(() => createRelayConfig({ env }), /relay\.notices must be an object; found something else/);
  const incomplete = { GATEHOUSE_RELAY_CUSTOMER: '{}', GATEHOUSE_RELAY_CUSTOMER_SECRET: SECRET };
  assert.throws(
    () => createRelayConfig({ env: incomplete }),
    /required properties resolve; found an object with clientSecret/,
  );
  const misplaced = { GATEHOUSE_CLIENT_ID: 'client' };
  assert.throws(() => createRelayConfig({ section: { skill: SECRET }, env: misplaced }), /found something else/);
});
