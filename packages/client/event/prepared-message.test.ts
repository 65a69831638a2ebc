import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { type AlexaEvent, withScopeToken } from '@gatehouse/protocol';
import fc from 'fast-check';
import { Secret } from '../platform/secret.ts';
import { prepareMessage } from './prepared-message.ts';

const header = { namespace: 'Alexa', name: 'ChangeReport', messageId: 'm-1', payloadVersion: '3' };
const endpoint = { endpointId: 'lamp-1', cookie: { note: 'a "quoted" scope-token' } };

/** Messages of the three places a scope can have: the endpoint, the payload, and none. */
const messages: readonly AlexaEvent[] = [
  { event: { header, endpoint, payload: { change: { cause: { type: 'VOICE_INTERACTION' }, properties: [] } } } },
  {
    event: {
      header: { ...header, namespace: 'Alexa.Discovery', name: 'AddOrUpdateReport' },
      payload: { endpoints: [{ endpointId: 'lamp-1', description: 'scope-token--' }] },
    },
  },
  { event: { header: { ...header, name: 'DeferredResponse' }, payload: { scope: { token: 'scope-token' } } } },
];

test('prepareMessage() makes the same text as encoding the message with the token in it', () => {
  const tokens = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.constantFrom(...messages), tokens, (message, token) => {
      const body = prepareMessage(message).body(new Secret(token));
      assert.equal(body, JSON.stringify(withScopeToken(message, token)));
    }),
  );
});

test('prepareMessage() finds the scope whatever text the message holds', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('scope-token', '-', '"', '\\', '$&', ' ')), parts => {
      const text = parts.join('');
      const message: AlexaEvent = { event: { header, endpoint: { endpointId: 'e', [text]: text }, payload: { text } } };
      const body = prepareMessage(message).body(new Secret(text));
      assert.equal(body, JSON.stringify(withScopeToken(message, text)));
    }),
  );
});

test('prepareMessage() replaces a scope that was there', () => {
  const scope = { type: 'BearerToken', token: 'gatehouse-secret-old' } as const;
  const message: AlexaEvent = { event: { header, endpoint: { endpointId: 'lamp-1', scope }, payload: {} } };
  const body = prepareMessage(message).body(new Secret('gatehouse-secret-new'));
  assert.ok(body.includes('gatehouse-secret-new'));
  assert.ok(!body.includes('gatehouse-secret-old'));
});

test('prepareMessage() takes one token after another', () => {
  const [message] = messages;
  assert.ok(message !== undefined);
  const prepared = prepareMessage(message);
  const first = prepared.body(new Secret('gatehouse-secret-1'));
  const second = prepared.body(new Secret('gatehouse-secret-2'));
  assert.equal(second, first.replace('gatehouse-secret-1', 'gatehouse-secret-2'));
  assert.ok(!inspect(prepared, { showHidden: true }).includes('gatehouse-secret'));
});
