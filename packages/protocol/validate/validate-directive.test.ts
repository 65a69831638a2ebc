import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { acceptGrant, type Directive } from '../index.ts';
import { edit } from '../test/edit.ts';
import { assertError, assertValid } from '../test/expect-problems.ts';
import { mutationsOf } from '../test/mutations.ts';
import { validateDirective } from './validate-directive.ts';

const grant = acceptGrant({
  messageId: 'm-1',
  code: 'gatehouse-secret-code',
  granteeToken: 'gatehouse-secret-grantee',
});
const turnOn: Directive = {
  directive: {
    header: {
      namespace: 'Alexa.PowerController',
      name: 'TurnOn',
      messageId: 'm-2',
      correlationToken: 'c-1',
      payloadVersion: '3',
    },
    endpoint: { endpointId: 'lamp-1', scope: { type: 'BearerToken', token: 'gatehouse-secret-token' }, cookie: {} },
    payload: {},
  },
};

describe('validateDirective()', () => {
  it('accepts AcceptGrant, with the profile that Lambda adds and the correlationToken of 2021', () => {
    assert.deepEqual(validateDirective(grant), []);
    assertValid(validateDirective(edit(grant, '/profile', { user_id: 'u' })));
    assertValid(validateDirective(edit(grant, '/directive/header/correlationToken', 'c')));
  });

  it('refuses directives about the account that nobody documents', () => {
    const header = '/directive/header';
    for (const [namespace, name] of [
      ['Alexa.Discovery', 'Rediscover'],
      ['Alexa.Authorization', 'RevokeGrant'],
    ]) {
      const directive = edit(edit(turnOn, `${header}/namespace`, namespace), `${header}/name`, name);
      assertError(validateDirective(directive), 'kind-unknown', `${header}/name`);
    }
  });

  it('judges AcceptGrant', () => {
    const payload = '/directive/payload';
    assertError(
      validateDirective(edit(grant, `${payload}/grant/code`, undefined)),
      'member-missing',
      `${payload}/grant/code`,
    );
    assertError(
      validateDirective(edit(grant, `${payload}/grant/type`, 'Code')),
      'member-value',
      `${payload}/grant/type`,
    );
    assertError(
      validateDirective(edit(grant, `${payload}/grantee`, undefined)),
      'member-missing',
      `${payload}/grantee`,
    );
  });

  it('accepts directives of interfaces, ReportState and Discover', () => {
    assert.deepEqual(validateDirective(turnOn), []);
    const header = '/directive/header';
    assertValid(validateDirective(edit(edit(turnOn, `${header}/namespace`, 'Alexa'), `${header}/name`, 'ReportState')));
    const discover = edit(edit(turnOn, `${header}/namespace`, 'Alexa.Discovery'), `${header}/name`, 'Discover');
    assertValid(validateDirective(edit(discover, '/directive/endpoint', undefined)));
    assertValid(validateDirective(edit(turnOn, `${header}/namespace`, 'Alexa.Media.Playback')));
  });

  it('judges name, version and endpoint', () => {
    const header = '/directive/header';
    assertError(validateDirective(edit(turnOn, `${header}/name`, 'TurnUp')), 'kind-unknown', `${header}/name`);
    assertError(
      validateDirective(edit(turnOn, `${header}/namespace`, 'Alexa.Nothing')),
      'kind-unknown',
      `${header}/namespace`,
    );
    assertError(
      validateDirective(edit(turnOn, `${header}/payloadVersion`, '2')),
      'payload-version',
      `${header}/payloadVersion`,
    );
    assertError(
      validateDirective(edit(turnOn, '/directive/endpoint', undefined)),
      'endpoint-missing',
      '/directive/endpoint',
    );
    assertError(
      validateDirective(edit(turnOn, '/directive/payload', undefined)),
      'member-missing',
      '/directive/payload',
    );
  });

  it('asks for an instance where the interface has several, and for none where it is there once', () => {
    const header = '/directive/header';
    const toggle = edit(turnOn, `${header}/namespace`, 'Alexa.ToggleController');
    assertError(validateDirective(toggle), 'header-instance', `${header}/instance`);
    assert.deepEqual(validateDirective(edit(toggle, `${header}/instance`, 'One')), []);
    assertError(validateDirective(edit(turnOn, `${header}/instance`, 'One')), 'header-member', `${header}/instance`);
    assertError(validateDirective(edit(grant, `${header}/instance`, 'One')), 'header-member', `${header}/instance`);
  });

  it('knows the three types of scope and what each has', () => {
    const at = '/directive/endpoint/scope';
    const types = [
      { type: 'BearerToken', token: 't' },
      { type: 'BearerTokenWithPartition', token: 't', partition: 'p', userId: 'u' },
      { type: 'DirectedUserId', directedUserId: 'u' },
    ];
    for (const scope of types) {
      const scoped = edit(turnOn, at, scope);
      assert.deepEqual(validateDirective(scoped), []);
      for (const name of Object.keys(scope)) {
        assertError(validateDirective(edit(scoped, `${at}/${name}`, undefined)), 'member-missing', `${at}/${name}`);
      }
    }
    assertError(validateDirective(edit(turnOn, `${at}/type`, 'constructor')), 'member-value', `${at}/type`);
  });

  it('refuses what is no directive', () => {
    assertError(validateDirective(1), 'message-form', '');
    assertError(validateDirective({ event: {} }), 'directive-missing', '/directive');
    assertError(validateDirective({ directive: [] }), 'directive-missing', '/directive');
  });

  it('throws for nothing and never shows code or token', () => {
    for (const sample of [grant, turnOn]) {
      fc.assert(
        fc.property(mutationsOf(sample), value => {
          assert.equal(JSON.stringify(validateDirective(value)).includes('gatehouse-secret'), false);
        }),
      );
    }
    fc.assert(fc.property(fc.anything(), value => Array.isArray(validateDirective(value))));
  });
});
