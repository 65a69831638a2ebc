import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brightness, changeReport, doorbell, event, lamp, openHome } from '../test/home-fixture.ts';

function report(name: string, endpoints: unknown): object {
  return event(['Alexa.Discovery', name], { payload: { endpoints, scope: { type: 'BearerToken', token: 'x' } } });
}

describe('applyAddOrUpdateReport()', () => {
  it('makes endpoints known, and describes known ones anew', () => {
    const home = openHome(lamp);
    const { effects, reason } = home.apply(report('AddOrUpdateReport', [lamp, doorbell]));
    assert.deepEqual(effects, [{ type: 'catalogue', added: ['doorbell-1'], updated: ['lamp-1'], removed: [] }]);
    assert.equal(reason, undefined);
    assert.equal(home.homes.view('u1', 'NA').endpoints.length, 2);
  });

  it('says which endpoints it could not take', () => {
    const home = openHome(lamp);
    const applied = home.apply(report('AddOrUpdateReport', [{}, doorbell]));
    assert.deepEqual(applied.effects.length, 1);
    assert.deepEqual([applied.reason?.code, applied.reason?.pointer], ['invalid-endpoint', `${POINTER}/0`]);
    assert.equal(home.apply(report('AddOrUpdateReport', [{}])).effects.length, 0);
  });

  it('says that a home is full', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ endpointId: `e${i}` }));
    const applied = openHome(...many).apply(report('AddOrUpdateReport', [lamp]));
    assert.deepEqual([applied.effects, applied.reason?.code], [[], 'home-full']);
  });

  it('says that nothing is reported', () => {
    for (const endpoints of [[], undefined, 'x']) {
      const applied = openHome().apply(report('AddOrUpdateReport', endpoints));
      assert.deepEqual([applied.effects, applied.reason?.code], [[], 'nothing-reported']);
    }
  });
});

describe('applyDeleteReport()', () => {
  it('removes endpoints and everything known of them', () => {
    const home = openHome();
    home.apply(changeReport([brightness(1, 1)]));
    const applied = home.apply(report('DeleteReport', [{ endpointId: 'lamp-1' }, { endpointId: 'remote-1' }]));
    assert.deepEqual(applied, {
      effects: [{ type: 'catalogue', added: [], updated: [], removed: ['lamp-1', 'remote-1'] }],
    });
    assert.deepEqual(home.values(), {});
    assert.equal(home.apply(changeReport([brightness(2, 2)])).reason?.code, 'not-discovered');
  });

  it('says which endpoints were not there', () => {
    const home = openHome();
    const applied = home.apply(report('DeleteReport', [{ endpointId: 'lamp-1' }, { endpointId: 'x' }]));
    assert.deepEqual(applied.effects.length, 1);
    assert.deepEqual([applied.reason?.code, applied.reason?.pointer], ['not-discovered', `${POINTER}/1/endpointId`]);
    const again = home.apply(report('DeleteReport', [{ endpointId: 'lamp-1' }]));
    assert.deepEqual([again.effects, again.reason?.code], [[], 'not-discovered']);
  });
});

const POINTER = '/event/payload/endpoints';
