import assert from 'node:assert/strict';
import { until } from './check-alexa.mjs';

const HOME = 'ann-at-cloud';
const POWER = 'Alexa.PowerController';
const kindOf = ({ event }) => event.header.name;

/** The steps while everything is well, in their order: a name, and what has to hold. */
export const quietSteps = {
  async 'registers its devices, is linked, and Alexa discovers them'({ alexa, callBy, cloud }) {
    const { token } = cloud.open(HOME);
    await cloud.settled();
    await callBy('http');
    const refused = await alexa.link('a token of nobody');
    assert.equal(refused.body.acceptGrant.event.payload.type, 'ACCEPT_GRANT_FAILED');
    const { body } = await alexa.link(token);
    assert.equal(body.linked, true, JSON.stringify(body));
    assert.deepEqual(await alexa.endpointIds(), ['bell-1', 'heater-1', 'lamp-1', 'lock-1']);
    assert.equal((await cloud.link(HOME)).state, 'active');
  },

  async 'has its states arrive at Alexa'({ alexa }) {
    await alexa.untilState('lamp-1', 'brightness', 100);
    await alexa.untilState('heater-1', 'powerState', 'OFF');
    await alexa.untilState('bell-1', 'connectivity', { value: 'OK' });
  },

  async 'tells of the switch that somebody uses, and nothing twice'({ alexa, cloud }) {
    const off = { namespace: POWER, value: 'OFF' };
    assert.equal(await cloud.press(HOME, 'lamp-1', off), 'taken');
    assert.equal(await cloud.press(HOME, 'lamp-1', off), 'unchanged');
    await alexa.untilState('lamp-1', 'powerState', 'OFF');
  },

  async 'answers a directive at once, and the relay knows the new state after it'({ alexa, cloud }) {
    const { reply, deferred, reason } = await alexa.say('lamp-1', POWER, 'TurnOn');
    assert.deepEqual([kindOf(reply), deferred, reason], ['Response', false, undefined]);
    await cloud.settled();
    const report = await alexa.say('lamp-1', 'Alexa', 'ReportState');
    assert.equal(kindOf(report.reply), 'StateReport');
    assert.equal(report.reply.context.properties.find(({ name }) => name === 'powerState').value, 'ON');
    const wrong = await alexa.say('lamp-1', 'Alexa.LockController', 'Lock');
    assert.equal(wrong.reply.event.payload.type, 'INVALID_DIRECTIVE');
  },

  async 'moves nothing for anybody but the relay'({ answers, cloud, url }) {
    const heard = answers.length;
    const header = { namespace: POWER, name: 'TurnOff' };
    const scope = { type: 'BearerToken', token: cloud.open(HOME).token };
    const body = JSON.stringify({ directive: { header, endpoint: { endpointId: 'lamp-1', scope }, payload: {} } });
    for (const headers of [{}, { authorization: 'Bearer another' }]) {
      const { status } = await fetch(`${url}/handler`, { method: 'POST', headers, body });
      assert.deepEqual([status, answers.length], [401, heard]);
    }
    await cloud.settled();
  },

  async 'puts off what takes a while, and answers it late'(bench) {
    const { alexa, answers, cloud } = bench;
    const bolt = Promise.withResolvers();
    bench.move = () => bolt.promise;
    const said = alexa.say('lock-1', 'Alexa.LockController', 'Unlock');
    await until('the handler puts its answer off', () => answers.includes('DeferredResponse'));
    bench.move = async () => undefined;
    bolt.resolve();
    const { reply, deferred } = await said;
    assert.deepEqual([kindOf(reply), deferred], ['Response', true]);
    await cloud.settled();
    await alexa.untilState('lock-1', 'lockState', 'UNLOCKED');
  },

  async 'says of a device that is offline that it is'({ alexa, cloud }) {
    assert.equal(await cloud.connect(HOME, 'heater-1', false), 'taken');
    await alexa.untilState('heater-1', 'connectivity', { value: 'UNREACHABLE' });
    const { reply } = await alexa.say('heater-1', POWER, 'TurnOn');
    assert.equal(reply.event.payload.type, 'ENDPOINT_UNREACHABLE');
    await cloud.connect(HOME, 'heater-1', true);
    await alexa.untilState('heater-1', 'connectivity', { value: 'OK' });
    await alexa.untilState('heater-1', 'powerState', 'OFF');
  },

  async 'rings the doorbell'({ alexa, cloud }) {
    assert.equal(await cloud.ring(HOME, 'bell-1'), 'taken');
    const [{ effects }] = await alexa.heard('DoorbellPress');
    assert.equal(effects[0].type, 'doorbell');
  },

  async 'takes directives through a Lambda function, too'({ alexa, answers, callBy, cloud }) {
    await callBy('lambda');
    const { reply } = await alexa.say('lamp-1', 'Alexa.BrightnessController', 'SetBrightness', { brightness: 30 });
    assert.deepEqual([answers.includes('by Lambda'), kindOf(reply)], [true, 'Response']);
    await callBy('http');
    await cloud.settled();
    await alexa.untilState('lamp-1', 'brightness', 30);
  },
};
