import assert from 'node:assert/strict';
import { createLamp, createLock } from './devices.mjs';
import { readHosts } from './hosts.mjs';
import { startServer } from './server.mjs';
import { createSkill } from './skill.mjs';

const { GATEHOUSE_CONTROL_URL: control, GATEHOUSE_GATEWAY_API_KEY: key } = process.env;
const HOUR_MS = 60 * 60 * 1000;
const names = { skillId: 'plain-skill', userId: 'ann' };
const client = { clientId: 'plain-client', clientSecret: 'gatehouse-secret-plain-client' };

if (control === undefined) {
  process.stderr.write('There is no gateway to check against; run: gatehouse exec -- node check.mjs\n');
  process.exit(2);
}

/** One call to the gateway's control API. */
async function ask(method, path, body) {
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const answer = await fetch(control + path, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** What the skill sent since the last time, each as one line: status, kind, and what came of it. */
async function news() {
  const { body } = await ask('GET', `/journal?limit=1000${seen === '' ? '' : `&after=${seen}`}`);
  seen = body.items.at(-1)?.id ?? seen;
  const sent = body.items.filter(({ path }) => path === '/v3/events' || path === '/auth/o2/token');
  return sent.map(({ path, status, code, kind, request, reason, effects }) => {
    const what = path === '/v3/events' ? kind : request?.grant_type;
    const came = effects.length > 0 ? effects.map(({ type }) => type).join('+') : (code ?? reason?.code ?? 'nothing');
    return `${status} ${what}: ${came}`;
  });
}
let seen = '';

/** The skill's time goes as the gateway's does, except where the skill is to be surprised. */
let offset = 0;
async function pass(durationMs, { alsoSkill = true } = {}) {
  const { status } = await ask('POST', '/clock', { advanceMs: durationMs });
  assert.equal(status, 200, 'the clock moves');
  if (alsoSkill) offset += durationMs;
}

const now = () => Date.now() + offset;
const pauses = [];
let bolt = Promise.withResolvers();
bolt.resolve();
const skill = createSkill({
  hosts: readHosts(process.env),
  ...client,
  now,
  sleep: durationMs => void pauses.push(durationMs),
  moveBolt: () => bolt.promise,
  log: () => undefined,
});
const server = await startServer({ skill, port: 0, log: line => void process.stderr.write(`${line}\n`) });
const granteeToken = skill.accounts.open('ann-at-home', [createLamp('lamp-1', now), createLock('lock-1', now)]);
const account = skill.accounts.read('ann-at-home');

const dim = value => skill.change('ann-at-home', 'lamp-1', { namespace: 'Alexa.BrightnessController', value });
const direct = (endpointId, namespace, name, payload) =>
  ask('POST', '/directives', { ...names, endpointId, namespace, name, payload });
const link = () => ask('POST', '/links', { ...names, granteeToken });

const steps = {
  async 'is enabled: exchanges the code first, answers AcceptGrant after, and is discovered'() {
    await ask('PUT', `/skills/${names.skillId}`, { ...client, directiveUrl: `${server.url}/alexa` });
    await ask('PUT', `/customers/${names.userId}`, { region: process.env.SKILL_REGION ?? 'NA' });
    const { status, body } = await link();
    assert.deepEqual([status, body.linked, body.problem], [200, true, undefined]);
    assert.equal(body.acceptGrant.event.header.name, 'AcceptGrant.Response');
    assert.ok(account.grant, 'the skill holds a grant');
    assert.deepEqual(await news(), ['200 authorization_code: nothing']);
    const home = await ask('GET', `/homes/${names.userId}`);
    assert.deepEqual(
      home.body.endpoints.map(({ endpointId }) => endpointId),
      ['lamp-1', 'lock-1'],
    );
  },

  async 'reports a change, and Alexa takes it'() {
    assert.equal(await dim(40), 'accepted');
    assert.deepEqual(await news(), ['202 ChangeReport: state+state']);
    assert.equal(await dim(40), 'unchanged');
  },

  async 'refreshes a token before it ends'() {
    await pass(0.95 * HOUR_MS);
    assert.equal(await dim(41), 'accepted');
    assert.deepEqual(await news(), ['200 refresh_token: nothing', '202 ChangeReport: state']);
  },

  async 'refreshes once when a token ended without its knowing, and sends again'() {
    await pass(HOUR_MS, { alsoSkill: false });
    assert.equal(await dim(42), 'accepted');
    assert.deepEqual(await news(), [
      '401 ChangeReport: INVALID_ACCESS_TOKEN_EXCEPTION',
      '200 refresh_token: nothing',
      '202 ChangeReport: state',
    ]);
  },

  async 'answers directives at once, with the whole state'() {
    const { body } = await direct('lamp-1', 'Alexa.BrightnessController', 'AdjustBrightness', { brightnessDelta: -2 });
    assert.deepEqual([body.reply.event.header.name, body.deferred, body.reason], ['Response', false, undefined]);
    const report = await direct('lamp-1', 'Alexa', 'ReportState', {});
    assert.equal(report.body.reply.event.header.name, 'StateReport');
    const values = report.body.reply.context.properties.map(({ name, value }) => `${name} ${value}`);
    assert.deepEqual(values, ['powerState ON', 'brightness 40']);
    const wrong = await direct('lamp-1', 'Alexa.LockController', 'Lock', {});
    assert.equal(wrong.body.reply.event.payload.type, 'INVALID_DIRECTIVE');
    await news();
  },

  async 'defers what takes a while, and answers it over the event gateway'() {
    bolt = Promise.withResolvers();
    const asked = direct('lock-1', 'Alexa.LockController', 'Unlock', {});
    await skillIsBusy();
    bolt.resolve();
    const { body } = await asked;
    assert.deepEqual([body.deferred, body.reply.event.header.name], [true, 'Response']);
    await skill.settled();
    assert.deepEqual(await news(), ['202 Response: reply+state']);
  },

  async 'answers too late, and the answer is taken without effect'() {
    bolt = Promise.withResolvers();
    const asked = direct('lock-1', 'Alexa.LockController', 'Lock', {});
    await skillIsBusy();
    await pass(60_000);
    const { body } = await asked;
    assert.deepEqual([body.reply, body.reason], [undefined, 'SKILL_RESPONSE_TIMEOUT_EXCEPTION']);
    bolt.resolve();
    await skill.settled();
    assert.deepEqual(await news(), ['202 Response: late-reply']);
  },

  async 'sends again at most three times, at least a second apart'() {
    await fail({ status: 503 }, 2);
    assert.equal(await dim(50), 'accepted');
    assert.deepEqual(pauses.splice(0), [1000, 1000]);
    await fail({ status: 429 }, 4);
    assert.equal(await dim(51), 'given-up');
    assert.deepEqual(pauses.splice(0), [1000, 1000, 1000]);
    await news();
    await ask('DELETE', '/faults');
  },

  async 'forgets the customer who disables the skill'() {
    assert.equal((await ask('DELETE', `/links/${names.skillId}/${names.userId}`)).status, 204);
    assert.equal(await dim(60), 'forgotten');
    assert.equal(account.grant, undefined);
    const [first] = await news();
    assert.match(first, /^40[13] ChangeReport/);
    assert.equal(await dim(61), 'forgotten');
    assert.deepEqual(await news(), [], 'nothing is sent for a customer who has left');
  },

  async 'begins anew when it is enabled again'() {
    assert.equal((await link()).body.linked, true);
    assert.equal(await dim(70), 'accepted');
    assert.deepEqual((await news()).at(-1), '202 ChangeReport: state+state');
  },
};

/** Lets the gateway answer the next events with a status. */
async function fail(answer, count) {
  const fault = { match: { path: '/v3/events' }, do: answer, when: { count } };
  assert.equal((await ask('PUT', '/faults', [fault])).status, 200, 'the fault is taken');
}

/** Waits until the skill has deferred a directive, and its DeferredResponse has come before whatever is sent next. */
async function skillIsBusy() {
  while (!skill.isBusy()) await new Promise(resolve => setTimeout(resolve, 5));
  for (let round = 0; round < 3; round += 1) await ask('GET', '/health');
}

/** A check that hangs has failed, too. */
const LONGEST_MS = 60_000;
setTimeout(() => {
  process.stderr.write(`The check is not over after ${LONGEST_MS} ms\n`);
  process.exit(1);
}, LONGEST_MS).unref();

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    process.stdout.write(`ok      the plain skill ${name}\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`not ok  the plain skill ${name}\n${error.stack.replace(/^/gm, '          ')}\n`);
  }
}
await server.stop();
process.exitCode = failed === 0 ? 0 : 1;
