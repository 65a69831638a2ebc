import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import fc from 'fast-check';
import { INVOKE_PATH, resolveDirectiveUrl } from './directive-url.ts';

const resolve = (directiveUrl: string, allowed: readonly string[] = []): string =>
  resolveDirectiveUrl({ directiveUrl, invoke: 'http' }, allowed).href;

function assertRefused(directiveUrl: string, allowed: readonly string[] = []): void {
  assert.throws(
    () => resolve(directiveUrl, allowed),
    error =>
      error instanceof GatehouseError && error.code === 'directive-url-refused' && error.pointer === '/directiveUrl',
    directiveUrl,
  );
}

describe('resolveDirectiveUrl()', () => {
  it('takes loopback in every spelling', () => {
    assert.equal(resolve('http://127.0.0.1:9000/skill?x=1#y'), 'http://127.0.0.1:9000/skill?x=1');
    assert.equal(resolve('https://LOCALHOST/'), 'https://localhost/');
    assert.equal(resolve('http://[0:0:0:0:0:0:0:1]:80/'), 'http://[::1]/');
    assert.equal(resolve('http://127.9.8.7/'), 'http://127.9.8.7/');
    assert.equal(resolve('http://2130706433/'), 'http://127.0.0.1/');
    assert.equal(resolve('http://0x7f.1/'), 'http://127.0.0.1/');
  });

  it('refuses every other host', () => {
    const hosts = ['10.0.0.1', '169.254.169.254', '0.0.0.0', '192.168.1.1', '128.0.0.1', 'example.com', 'localhost.'];
    const more = ['localhost.example.com', '127.0.0.1.example.com', '[::]', '[::ffff:127.0.0.1]', '[fe80::1]', '0'];
    for (const host of [...hosts, ...more]) assertRefused(`http://${host}/`);
  });

  it('takes configured hosts, with any port or with one', () => {
    assert.equal(resolve('http://Skill.Internal:99/a', ['skill.internal']), 'http://skill.internal:99/a');
    assert.equal(resolve('http://skill.internal:99/', ['SKILL.internal:99']), 'http://skill.internal:99/');
    assert.equal(resolve('http://[fe80::1]:99/', ['[fe80::1]']), 'http://[fe80::1]:99/');
    assertRefused('http://skill.internal:98/', ['skill.internal:99']);
    assertRefused('http://other.internal/', ['skill.internal']);
  });

  it('refuses other schemes, credentials and what is no URL, without repeating it', () => {
    assertRefused('ftp://127.0.0.1/');
    assertRefused('file:///etc/passwd');
    assertRefused('javascript:alert(1)');
    assertRefused('/skill');
    assertRefused('');
    assert.throws(
      () => resolve('http://user:gatehouse-secret-1@127.0.0.1/'),
      error => error instanceof GatehouseError && !error.message.includes('gatehouse-secret-1'),
    );
  });

  it('replaces the path by the invoke path for lambda', () => {
    const target = { directiveUrl: 'http://127.0.0.1:9000/other?x=1', invoke: 'lambda' } as const;
    assert.equal(resolveDirectiveUrl(target, []).href, `http://127.0.0.1:9000${INVOKE_PATH}`);
  });

  it('never takes a public address, however the URL is written', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http', 'https'], withFragments: true }), url => assertRefused(url)),
    );
    fc.assert(
      fc.property(fc.ipV4(), ip => {
        if (!ip.startsWith('127.')) assertRefused(`http://${ip}/`);
      }),
    );
  });
});
