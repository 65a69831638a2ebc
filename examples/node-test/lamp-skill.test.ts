import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertEffect,
  assertNoEffect,
  assertRefused,
  assertState,
  startGateway,
  type TestGateway,
} from '@gatehouse/gateway/testing';
import { LampSkill } from './lamp-skill.ts';

const client = { clientId: 'lamp-client', clientSecret: 'gatehouse-secret-lamp-client' };
const power = { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'powerState' };

/** A skill that a customer has enabled. */
async function link(gateway: TestGateway): Promise<LampSkill> {
  const skill = new LampSkill({
    eventsUrl: `${gateway.urls.na}/v3/events`,
    tokenUrl: gateway.urls.token,
    pause: async () => undefined,
    ...client,
  });
  await gateway.addSkill({ ...client, handler: skill.handle });
  await gateway.addCustomer();
  const { linked } = await gateway.link();
  assert.equal(linked, true);
  return skill;
}

describe('LampSkill', () => {
  // #region report
  it('tells Alexa when somebody presses the switch', async () => {
    await using gateway = await startGateway();
    const skill = await link(gateway);
    await skill.press('ON');
    const [entry] = await gateway.until({ kind: 'ChangeReport', endpointId: 'lamp-1' });
    assertEffect(entry, { type: 'state', name: 'powerState', value: 'ON' });
    await assertState(gateway, { ...power, value: 'ON' });
  });
  // #endregion

  it('is discovered with one lamp', async () => {
    await using gateway = await startGateway();
    await link(gateway);
    const { endpoints } = await gateway.home();
    assert.deepEqual(
      endpoints.map(({ friendlyName }) => friendlyName),
      ['Lamp'],
    );
  });

  // #region clock
  it('refreshes its token when it has ended, and sends the report again', async () => {
    await using gateway = await startGateway();
    const skill = await link(gateway);
    await gateway.advance(60 * 60 * 1000);
    assert.equal(await skill.press('ON'), 202);
    const [refused] = await gateway.until({ kind: 'ChangeReport', verdict: 'refused' });
    assertRefused(refused, { status: 401, code: 'INVALID_ACCESS_TOKEN_EXCEPTION' });
    await assertState(gateway, { ...power, value: 'ON' });
  });
  // #endregion

  it('sends again what Alexa could not take, three times at most', async () => {
    await using gateway = await startGateway();
    const skill = await link(gateway);
    const match = { path: '/v3/events' };
    await gateway.faults([{ match, do: { status: 503 }, when: { count: 3 } }]);
    assert.equal(await skill.press('ON'), 202);
    await gateway.faults([{ match, do: { status: 429 } }]);
    assert.equal(await skill.press('OFF'), 429);
    assert.equal((await gateway.journal({ status: 429 })).length, 4);
    await assertState(gateway, { ...power, value: 'ON' });
  });

  it('answers directives with the state that follows', async () => {
    await using gateway = await startGateway();
    await link(gateway);
    const turnedOn = await gateway.directive({ ...power, name: 'TurnOn' });
    assert.equal(turnedOn.reason, undefined);
    await assertState(gateway, { ...power, value: 'ON' });
  });

  it('reports samples with their own time: an old one does not undo a newer one', async () => {
    await using gateway = await startGateway();
    const skill = await link(gateway);
    await skill.press('ON', new Date('2026-01-01T12:00:01Z'));
    await skill.press('OFF', new Date('2026-01-01T12:00:00Z'));
    const [, late] = await gateway.until({ kind: 'ChangeReport' }, { count: 2 });
    assert.ok(late);
    assertNoEffect(late, 'stale-sample');
  });

  it('gives up when the customer has disabled the skill', async () => {
    await using gateway = await startGateway();
    const skill = await link(gateway);
    await gateway.unlink();
    assert.equal(await skill.press('ON'), 401);
  });
});
