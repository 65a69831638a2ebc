import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPostable, isReply, kindOf } from './kind.ts';

function eventNamed(namespace: unknown, name: unknown): unknown {
  return { event: { header: { namespace, name } } };
}

describe('kindOf()', () => {
  it('knows the messages of the fact sheet', () => {
    const rows: readonly (readonly [string, string, string])[] = [
      ['Alexa', 'ChangeReport', 'ChangeReport'],
      ['Alexa', 'Response', 'Response'],
      ['Alexa.Discovery', 'Discover.Response', 'Discover.Response'],
      ['Alexa.Discovery', 'DeleteReport', 'DeleteReport'],
      ['Alexa.Authorization', 'AcceptGrant.Response', 'AcceptGrant.Response'],
      ['Alexa.Authorization', 'ErrorResponse', 'AcceptGrant.ErrorResponse'],
      ['Alexa.DoorbellEventSource', 'DoorbellPress', 'DoorbellPress'],
      ['Alexa.SimpleEventSource', 'Event', 'SimpleEvent'],
      ['Alexa.CameraStreamController', 'Response', 'Response'],
    ];
    for (const [namespace, name, kind] of rows) {
      assert.equal(kindOf(eventNamed(namespace, name)), kind);
    }
  });

  it("takes every interface's own ErrorResponse as one", () => {
    assert.equal(kindOf(eventNamed('Alexa.ThermostatController', 'ErrorResponse')), 'ErrorResponse');
    assert.equal(
      kindOf(eventNamed('Alexa.Commissionable', 'ReportCommissioningInformation.ErrorResponse')),
      'ErrorResponse',
    );
  });

  it('keeps namespace and name apart, though dots stand in both', () => {
    const misplaced: readonly (readonly [string, string])[] = [
      ['Alexa', 'DoorbellEventSource.DoorbellPress'],
      ['Alexa', 'Discovery.AddOrUpdateReport'],
      ['Alexa.Discovery.Discover', 'Response'],
      ['Alexa.Authorization.AcceptGrant', 'Response'],
      ['Alexa', 'Bogus.ErrorResponse'],
      ['Alexa/Response', ''],
      ['', 'Alexa/Response'],
    ];
    for (const [namespace, name] of misplaced) {
      assert.equal(kindOf(eventNamed(namespace, name)), 'Event', `${namespace} ${name}`);
    }
    const header = { namespace: 'Alexa.Authorization.Accept', name: 'Grant' };
    assert.equal(kindOf({ directive: { header } }), 'Directive');
  });

  it('calls any other event Event and any other directive Directive', () => {
    assert.equal(kindOf(eventNamed('Alexa.SimpleEventSource', 'SimpleEvent')), 'Event');
    assert.equal(kindOf(eventNamed('constructor', 'x')), 'Event');
    assert.equal(
      kindOf({ directive: { header: { namespace: 'Alexa.PowerController', name: 'TurnOn' } } }),
      'Directive',
    );
    assert.equal(kindOf({ directive: { header: { namespace: 'Alexa', name: 'ReportState' } } }), 'ReportState');
    assert.equal(
      kindOf({ directive: { header: { namespace: 'Alexa.Authorization', name: 'AcceptGrant' } } }),
      'AcceptGrant',
    );
  });

  it('is undefined for whatever has no header, and throws for nothing', () => {
    for (const value of [
      undefined,
      null,
      1,
      'a',
      [],
      {},
      { event: 1 },
      eventNamed(1, 'a'),
      eventNamed('Alexa', undefined),
    ]) {
      assert.equal(kindOf(value), undefined);
    }
    fc.assert(fc.property(fc.jsonValue(), value => kindOf(value) === undefined));
  });
});

describe('isPostable() and isReply()', () => {
  it('keep direct answers and directives from the gateway', () => {
    for (const kind of ['DeferredResponse', 'Discover.Response', 'AcceptGrant.Response', 'AcceptGrant.ErrorResponse']) {
      assert.equal(isPostable(kind), false, kind);
      assert.equal(isReply(kind), true, kind);
    }
    assert.equal(isPostable('AcceptGrant'), false);
  });

  it('let answers that may come later through', () => {
    for (const kind of ['Response', 'ErrorResponse', 'StateReport']) {
      assert.equal(isPostable(kind) && isReply(kind), true, kind);
    }
    for (const kind of [
      'ChangeReport',
      'AddOrUpdateReport',
      'DeleteReport',
      'DoorbellPress',
      'SimpleEvent',
      'WakeUp',
      'Event',
    ]) {
      assert.equal(isPostable(kind) && !isReply(kind), true, kind);
    }
  });
});
