import assert from 'node:assert/strict';
import { until } from './check-alexa.mjs';
import { createRelay } from './relay.mjs';

const HOME = 'ann-at-cloud';
const POWER = 'Alexa.PowerController';
const BRIGHTNESS = 'Alexa.BrightnessController';
const DOWN = { match: { path: '/v3/events' }, do: { status: 503 } };

const dim = (cloud, value) => cloud.press(HOME, 'lamp-1', { namespace: BRIGHTNESS, value });
const presses = async askRelay => {
  const { items } = await askRelay(`/v1/events?customer=${HOME}&endpoint=bell-1`);
  return items.filter(({ kind }) => kind.endsWith('DoorbellPress'));
};

/** The steps in which something goes wrong, and the end. */
export const roughSteps = {
  async 'reads of what the relay refuses where it is wrong, and does not keep it'({ alexa, cloud, lines }) {
    lines.length = 0;
    assert.equal(await dim(cloud, 101), 'refused');
    assert.match(lines.join('\n'), /422 invalid-message: .* at "\/properties\/0\/value"/);
    const { reply } = await alexa.say('lamp-1', POWER, 'TurnOff');
    assert.equal(reply.context.properties.find(({ name }) => name === 'brightness').value, 30);
    const wrong = await alexa.say('lamp-1', BRIGHTNESS, 'SetBrightness', { brightness: 101 });
    assert.equal(wrong.reply.event.payload.type, 'VALUE_OUT_OF_RANGE');
    await cloud.settled();
  },

  async 'waits as long as the relay asks for, and tries again what it cannot take'({ alexa, cloud, gate, lines }) {
    lines.length = 0;
    const startedAt = Date.now();
    const busy = { status: 429, headers: { 'retry-after': '1' } };
    gate.next(busy, { status: 503 }, { status: 401 }, { status: 502, body: '<html>' });
    assert.equal(await dim(cloud, 40), 'taken');
    assert.deepEqual(
      lines.map(line => / (\d+)$/.exec(line)?.[1]),
      ['429', '503', '401', '502'],
    );
    assert.ok(Date.now() - startedAt >= 1000);
    await alexa.untilState('lamp-1', 'brightness', 40);
  },

  async 'says nothing that has waited too long for its turn'({ gate, lines }) {
    const relay = createRelay({ url: gate.url, stop: new AbortController().signal, log: line => lines.push(line) });
    const { why } = await relay.tell('GET', '/v1/customers', { untilMs: Date.now() });
    assert.equal(why, 'too late');
  },

  async 'repeats no directive that the relay may have begun'({ alexa, cloud, gate }) {
    gate.next({ status: 503, headers: { 'retry-after': '0' } });
    const again = await alexa.say('lamp-1', POWER, 'TurnOn');
    assert.equal(again.reply.event.header.name, 'Response');
    await cloud.settled();
    gate.next({ status: 503 });
    const once = await alexa.say('lamp-1', POWER, 'TurnOff');
    assert.equal(once.reply.event.payload.type, 'INTERNAL_ERROR');
  },

  async 'makes of a press whose answer is lost no second one'({ alexa, askRelay, cloud, gate }) {
    gate.next({ isLost: true });
    assert.equal(await cloud.ring(HOME, 'bell-1'), 'taken');
    await alexa.heard('DoorbellPress', 2);
    assert.equal((await presses(askRelay)).length, 2);
  },

  async 'loses nothing while the relay is restarted'({ alexa, cloud, lines, relay }) {
    await relay.stop();
    lines.length = 0;
    const told = [dim(cloud, 50), cloud.ring(HOME, 'bell-1')];
    await until('both are tried again', () => lines.length >= 2);
    const { reply } = await alexa.say('lamp-1', POWER, 'TurnOff');
    assert.equal(reply.event.payload.type, 'INTERNAL_ERROR');
    await relay.start();
    assert.deepEqual(await Promise.all(told), ['taken', 'taken']);
    await alexa.untilState('lamp-1', 'brightness', 50);
    await alexa.heard('DoorbellPress', 3);
  },

  async 'need not care when the relay is killed with what it has taken'({ alexa, askRelay, cloud, relay }) {
    await alexa.fail(DOWN);
    assert.deepEqual(await Promise.all([dim(cloud, 60), cloud.ring(HOME, 'bell-1')]), ['taken', 'taken']);
    await relay.stop('SIGKILL');
    await alexa.fail();
    await relay.start();
    await alexa.heard('DoorbellPress', 4);
    await alexa.untilState('lamp-1', 'brightness', 60);
    const { balanced } = await askRelay('/v1/ledger');
    assert.equal(balanced, true);
  },

  async 'takes a device away'({ alexa, cloud }) {
    assert.equal(await cloud.remove(HOME, 'heater-1'), 'taken');
    await until('Alexa forgets the heater', async () => !(await alexa.endpointIds()).includes('heater-1'));
    assert.equal(await cloud.remove(HOME, 'heater-1'), 'no-such-device');
  },

  async 'sees that the customer has disabled the skill, and goes on when it is enabled again'({ alexa, cloud }) {
    await alexa.unlink();
    assert.equal(await dim(cloud, 70), 'taken');
    const link = await until('the link is broken', async () => {
      const seen = await cloud.link(HOME);
      return seen.state !== 'active' && seen;
    });
    assert.ok(link.reason !== undefined && link.remedy !== undefined, JSON.stringify(link));
    await alexa.link(cloud.open(HOME).token);
    await until('the link is whole', async () => (await cloud.link(HOME)).state === 'active');
    await alexa.untilState('lamp-1', 'brightness', 70);
  },

  async 'leaves nothing behind of a customer who leaves'({ alexa, askRelay, cloud }) {
    assert.equal(await cloud.leave(HOME), 'taken');
    assert.deepEqual(await alexa.endpointIds(), []);
    const { link, lane, endpoints } = await askRelay(`/v1/customers/${HOME}`);
    assert.deepEqual([link.state, lane.queued, endpoints], ['none', 0, 0]);
    const { reply } = await alexa.say('lamp-1', POWER, 'TurnOn');
    assert.equal(reply.event.payload.type, 'INVALID_AUTHORIZATION_CREDENTIAL');
  },
};
