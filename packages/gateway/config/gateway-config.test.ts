import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createGatewayConfig, gatewayDefaults } from './gateway-config.ts';
import type { GatewayConfigSources } from './gateway-config-sources.ts';

const KEY = 'gatehouse-secret-control-key';

function fault(sources: GatewayConfigSources): readonly [string, string | undefined] {
  try {
    createGatewayConfig(sources);
  } catch (error) {
    assert.ok(error instanceof GatehouseError);
    assert.doesNotMatch(error.message, /gatehouse-secret-/);
    return [error.code, error.pointer];
  }
  return assert.fail('Expected a refusal');
}

describe('createGatewayConfig()', () => {
  it('is the defaults when nothing is configured', () => {
    assert.deepEqual(createGatewayConfig({}), gatewayDefaults);
    assert.deepEqual([gatewayDefaults.host, gatewayDefaults.port], ['127.0.0.1', 4400]);
  });

  it('takes each value from the file', () => {
    const section = {
      host: '127.0.0.2',
      port: 0,
      mode: 'observed',
      profile: '2019',
      sendRetryAfter: true,
      codeLifetimeMs: 1,
      accessTokenLifetimeMs: 2,
      rotateRefreshTokens: true,
      allowedDirectiveHosts: ['skill.test'],
      clockFrozen: true,
      seed: 7,
      dataDir: 'state',
      journalLimit: 3,
      bodyTimeoutMs: 4,
      acceptGrantAttempts: 2,
      linkTimeoutMs: 5,
      noticeProfile: 'client',
      noticeDelayMs: 6,
      noticeLocaleFallback: 'none',
      noticeStageRequired: true,
      skillEventTimeoutMs: 7,
    };
    assert.deepEqual(createGatewayConfig({ section }), section);
  });

  it('lets the environment win over the file', () => {
    const env = {
      GATEHOUSE_GATEWAY_PORT: '5000',
      GATEHOUSE_GATEWAY_MODE: 'observed',
      GATEHOUSE_GATEWAY_ROTATE_REFRESH_TOKENS: 'true',
      GATEHOUSE_GATEWAY_ALLOWED_DIRECTIVE_HOSTS: 'a.test, b.test:8080',
      GATEHOUSE_GATEWAY_ACCESS_TOKEN_LIFETIME_MS: '1000',
      GATEHOUSE_GATEWAY_HOST: '',
    };
    assert.deepEqual(createGatewayConfig({ section: { port: 1, journalLimit: 9 }, env }), {
      ...gatewayDefaults,
      port: 5000,
      mode: 'observed',
      rotateRefreshTokens: true,
      allowedDirectiveHosts: ['a.test', 'b.test:8080'],
      accessTokenLifetimeMs: 1000,
      journalLimit: 9,
    });
  });

  it('takes the start of the clock and the seed from the file or the environment', () => {
    const section = { clockStartAt: '2026-02-03T04:05:06Z' };
    assert.equal(createGatewayConfig({ section }).clockStartAt, Date.UTC(2026, 1, 3, 4, 5, 6));
    const env = {
      GATEHOUSE_GATEWAY_CLOCK_START_AT: '1970-01-01T00:00:00.001Z',
      GATEHOUSE_GATEWAY_CLOCK_FROZEN: 'true',
      GATEHOUSE_GATEWAY_SEED: '4294967295',
    };
    assert.deepEqual(createGatewayConfig({ section, env }), {
      ...gatewayDefaults,
      clockStartAt: 1,
      clockFrozen: true,
      seed: 4_294_967_295,
    });
  });

  it('takes the key from the environment or from a file that it names', () => {
    const host = '0.0.0.0';
    const fromEnv = createGatewayConfig({ section: { host }, env: { GATEHOUSE_GATEWAY_API_KEY: KEY } });
    assert.equal(fromEnv.apiKey?.reveal(), KEY);
    const env = { GATEHOUSE_GATEWAY_API_KEY_FILE: '/run/key' };
    const fromFile = createGatewayConfig({ section: { host }, env, readFile: path => `${KEY}${path}\n` });
    assert.equal(fromFile.apiKey?.reveal(), `${KEY}/run/key`);
  });

  const wrong: readonly [string, GatewayConfigSources, readonly [string, string | undefined]][] = [
    ['an unknown key', { section: { colour: 1 } }, ['config-unknown-key', '/colour']],
    ['a section that is no object', { section: [] }, ['config-invalid', '']],
    ['a mode that does not exist', { section: { mode: 'lax' } }, ['config-invalid', '/mode']],
    ['a port without room for three', { section: { port: 65_534 } }, ['config-invalid', '/port']],
    ['a port that is no number', { env: { GATEHOUSE_GATEWAY_PORT: 'http' } }, ['config-invalid', undefined]],
    ['a flag that is none', { env: { GATEHOUSE_GATEWAY_ROTATE_REFRESH_TOKENS: '1' } }, ['config-invalid', undefined]],
    [
      'a start of the clock that is no time',
      { section: { clockStartAt: '2026-02-30T00:00:00Z' } },
      ['config-invalid', '/clockStartAt'],
    ],
    ['a start before 1970', { section: { clockStartAt: '1969-12-31T23:59:59Z' } }, ['config-invalid', '/clockStartAt']],
    ['a seed of more than 32 bits', { section: { seed: 4_294_967_296 } }, ['config-invalid', '/seed']],
    ['a seed that is no number', { env: { GATEHOUSE_GATEWAY_SEED: '-1' } }, ['config-invalid', undefined]],
    ['a short key', { section: { apiKey: 'gatehouse-secre' } }, ['config-invalid', '/apiKey']],
    ['a host beyond loopback without a key', { section: { host: '0.0.0.0' } }, ['config-unsafe-binding', '/host']],
    ['a name beyond loopback without a key', { section: { host: '127.example' } }, ['config-unsafe-binding', '/host']],
  ];
  for (const [name, sources, expected] of wrong) {
    it(`refuses ${name}`, () => assert.deepEqual(fault(sources), expected));
  }

  it('names the variable whose value is not allowed, and never quotes a key', () => {
    const message = (env: Record<string, string>): string => {
      try {
        createGatewayConfig({ section: { mode: 'observed' }, env });
      } catch (error) {
        return error instanceof GatehouseError ? error.message : '';
      }
      return assert.fail('Expected a refusal');
    };
    assert.match(message({ GATEHOUSE_GATEWAY_MODE: 'strickt' }), /variable GATEHOUSE_GATEWAY_MODE.*found "strickt"$/);
    assert.match(message({ GATEHOUSE_GATEWAY_PORT: '65534' }), /variable GATEHOUSE_GATEWAY_PORT.*found 65534$/);
    assert.match(message({ GATEHOUSE_GATEWAY_CLOCK_START_AT: 'noon' }), /"noon".*ISO 8601.*write 2026-/);
    const short = message({ GATEHOUSE_GATEWAY_API_KEY: 'gatehouse-secre' });
    assert.match(short, /variable GATEHOUSE_GATEWAY_API_KEY/);
    assert.doesNotMatch(short, /gatehouse-secre/);
  });

  it('refuses a key file that cannot be read', () => {
    const readFile = (): never => {
      throw new TypeError('No such file');
    };
    assert.deepEqual(fault({ env: { GATEHOUSE_GATEWAY_API_KEY_FILE: '/none' }, readFile }), [
      'config-invalid',
      undefined,
    ]);
  });

  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) {
    it(`binds to ${host} without a key`, () => assert.equal(createGatewayConfig({ section: { host } }).host, host));
  }
});
