import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CUSTOMER, lamp, startRelay } from '../test/relay-bench.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };
const CONTACT = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };

test('PATCH state answers 202 with one event of each class and what was unchanged', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const first = await bench.patch([
    { ...BRIGHTNESS, value: 40 },
    { ...CONTACT, value: 'DETECTED' },
  ]);
  assert.equal(first.status, 202);
  const { accepted } = first.body as { accepted: { id: string; class: string; properties: object[] }[] };
  assert.deepEqual(
    accepted.map(({ class: eventClass, properties }) => [eventClass, properties]),
    [
      ['edge', [CONTACT]],
      ['level', [BRIGHTNESS]],
    ],
  );
  const second = await bench.patch([
    { ...BRIGHTNESS, value: 40 },
    { ...POWER, value: 'ON' },
  ]);
  const answer = second.body as { accepted: { class: string }[]; unchanged: object[] };
  assert.deepEqual(answer.unchanged, [{ ...BRIGHTNESS, reason: 'same-value' }]);
  assert.equal(answer.accepted.length, 1);
});

test('PATCH state has committed the event before it answers', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const { body } = await bench.patch([{ ...POWER, value: 'ON' }]);
  const { accepted } = body as { accepted: { id: string }[] };
  const record = await bench.store.readEvent(accepted[0]?.id ?? '');
  assert.deepEqual([record?.customer, record?.endpointId, record?.class], [CUSTOMER, 'lamp-1', 'level']);
});

test('PATCH state leaves a sample older than the known one alone', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  await bench.patch([{ ...POWER, value: 'ON', timeOfSample: '2026-01-01T00:00:01Z' }]);
  const { status, body } = await bench.patch([{ ...POWER, value: 'OFF', timeOfSample: '2026-01-01T00:00:00.999Z' }]);
  assert.equal(status, 202);
  assert.deepEqual(body, { accepted: [], unchanged: [{ ...POWER, reason: 'stale-sample' }] });
  const shadow = await bench.store.readShadow(CUSTOMER, 'lamp-1');
  assert.deepEqual(shadow.properties[0]?.current, {
    value: 'ON',
    timeOfSample: Date.UTC(2026, 0, 1, 0, 0, 1),
    uncertaintyInMilliseconds: 0,
  });
});

test('PATCH state takes ten flips of a sensor at the same moment, each of them once', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const values = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED'));
  const at = (index: number): string => `2026-01-01T00:00:0${index}Z`;
  const answers = await Promise.all(
    values.map((value, index) => bench.patch([{ ...CONTACT, value, timeOfSample: at(index) }])),
  );
  const accepted = answers.flatMap(({ body }) => (body as { accepted: unknown[] }).accepted);
  const events = await bench.store.listEvents({ customer: CUSTOMER, class: 'edge', limit: 100 });
  assert.equal(events.length, accepted.length);
  assert.ok(answers.every(({ status }) => status === 202));
});

const wrong: readonly (readonly [string, object, string])[] = [
  ['a value out of range', { ...BRIGHTNESS, value: 101 }, '/properties/1/value'],
  ['a timestamp that is none', { ...BRIGHTNESS, value: 1, timeOfSample: 'yesterday' }, '/properties/1/timeOfSample'],
  ['no value', BRIGHTNESS, '/properties/1/value'],
  [
    'a property that is not declared',
    { ...BRIGHTNESS, namespace: 'Alexa.Speaker', name: 'volume', value: 1 },
    '/properties/1/name',
  ],
  [
    'a property that is not proactively reported',
    { namespace: 'Alexa.LockController', name: 'lockState', value: 'LOCKED' },
    '/properties/1/name',
  ],
];

for (const [what, property, pointer] of wrong) {
  test(`PATCH state refuses all of it when it has ${what}`, async t => {
    const bench = await startRelay(t);
    await bench.putLamp();
    const { status, headers, body } = await bench.patch([{ ...POWER, value: 'ON' }, property]);
    const problem = body as { code: string; pointer: string; problems: { pointer: string; remedy: string }[] };
    assert.equal(status, 422);
    assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.equal(problem.code, 'invalid-message');
    assert.equal(problem.pointer, pointer);
    assert.ok(problem.problems.some(one => one.pointer === pointer && one.remedy !== ''));
    assert.equal((await bench.store.readLedger()).accepted, 0);
  });
}

test('PATCH state names endpoint and property in words', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const { body } = await bench.patch([{ ...BRIGHTNESS, value: 101 }]);
  assert.match(String((body as { detail: string }).detail), /brightness of endpoint lamp-1 is 101/);
});

test('PATCH state refuses a sample from the future, which would make all later ones stale', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const { status, body } = await bench.patch([{ ...POWER, value: 'OFF', timeOfSample: '2999-01-01T00:00:00Z' }]);
  assert.equal(status, 422);
  const problem = body as { code: string; pointer: string; detail: string };
  assert.deepEqual([problem.code, problem.pointer], ['invalid-message', '/properties/0/timeOfSample']);
  assert.match(
    problem.detail,
    /^timeOfSample of powerState of endpoint lamp-1 is 2999-.*ahead of the clock; allowed up to /,
  );
  assert.deepEqual((await bench.store.readShadow(CUSTOMER, 'lamp-1')).properties, []);
});

test('PATCH state says unknown-endpoint when the endpoint is not registered', async t => {
  const bench = await startRelay(t);
  const { status, body } = await bench.patch([{ ...POWER, value: 'ON' }]);
  assert.equal(status, 404);
  assert.equal((body as { code: string }).code, 'unknown-endpoint');
});

test('PATCH state points at a cause that is missing', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1/state`;
  const { status, body } = await bench.call('PATCH', path, { body: { properties: [{ ...POWER, value: 'ON' }] } });
  assert.deepEqual([status, (body as { pointer: string }).pointer], [400, '/cause']);
});

test('PATCH state takes an endpoint whose id has to be encoded in the path', async t => {
  const bench = await startRelay(t);
  const endpointId = 'kitchen light#1;a?b&c@d:e=f';
  const path = `/v1/customers/${encodeURIComponent('user/ä')}/endpoints/${encodeURIComponent(endpointId)}`;
  assert.equal((await bench.call('PUT', path, { body: { ...lamp, endpointId } })).status, 201);
  const properties = [{ ...POWER, value: 'ON' }];
  const { status } = await bench.call('PATCH', `${path}/state`, { body: { cause: 'APP_INTERACTION', properties } });
  assert.equal(status, 202);
  assert.equal((await bench.store.readShadow('user/ä', endpointId)).properties.length, 1);
});

test('PATCH state takes an uncertainty with a fraction, which the schema allows', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const { status } = await bench.patch([{ ...POWER, value: 'ON', uncertaintyInMilliseconds: 0.5 }]);
  assert.equal(status, 202);
  const { properties } = await bench.store.readShadow(CUSTOMER, 'lamp-1');
  assert.equal(properties[0]?.current.uncertaintyInMilliseconds, 1);
});

test('PATCH state refuses a value outside the range and the modes that the endpoint declares', async t => {
  const bench = await startRelay(t);
  const labels = { friendlyNames: [{ '@type': 'text', value: { text: 'One', locale: 'en-US' } }] };
  const declared = (interfaceName: string, name: string, configuration: object): object => ({
    type: 'AlexaInterface',
    interface: interfaceName,
    instance: 'One',
    version: '3',
    properties: { supported: [{ name }], proactivelyReported: true, retrievable: true },
    capabilityResources: labels,
    configuration,
  });
  const modes = [{ value: 'Low', modeResources: labels }];
  const capabilities = [
    { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
    declared('Alexa.RangeController', 'rangeValue', {
      supportedRange: { minimumValue: 0, maximumValue: 10, precision: 1 },
    }),
    declared('Alexa.ModeController', 'mode', { ordered: false, supportedModes: modes }),
  ];
  const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1`;
  assert.equal((await bench.call('PUT', path, { body: { ...lamp, capabilities } })).status, 201);
  const range = { namespace: 'Alexa.RangeController', instance: 'One', name: 'rangeValue' };
  const mode = { namespace: 'Alexa.ModeController', instance: 'One', name: 'mode' };
  const { status, body } = await bench.patch([
    { ...range, value: 11 },
    { ...mode, value: 'High' },
  ]);
  const { problems } = body as { problems: { rule: string; pointer: string }[] };
  assert.equal(status, 422);
  assert.deepEqual(
    problems.map(({ rule, pointer }) => [rule, pointer]),
    [
      ['registration-range', '/properties/0/value'],
      ['registration-mode', '/properties/1/value'],
    ],
  );
  const good = [
    { ...range, value: 9.5 },
    { ...mode, value: 'Low' },
  ];
  assert.equal((await bench.patch(good)).status, 202);
});
