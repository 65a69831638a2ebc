import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import fc from 'fast-check';
import { runFuzz } from './fuzz-run.ts';
import { CLIENT_SECRET, powerReport, startTestGateway, type TestGateway } from './gateway-fixture.ts';

/** One change to a JSON text or value. */
type Mutation =
  | { readonly type: 'splice'; readonly at: number; readonly cut: number; readonly text: string }
  | { readonly type: 'replace'; readonly pick: number; readonly by: unknown }
  | { readonly type: 'drop' | 'wrap'; readonly pick: number; readonly by?: never };

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '__proto__',
    'constructor',
    1e308,
    -0,
    null,
    [],
    {},
    [[]],
    'Atza|GATEHOUSE-x',
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom(
    'Alexa',
    'Alexa.Discovery',
    'DeleteReport',
    'AddOrUpdateReport',
    'DoorbellPress',
    'Response',
    'StateReport',
    'Event',
  ),
);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('splice' as const),
      at: fc.nat(800),
      cut: fc.nat(8),
      text: fc.string({ maxLength: 8 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('replace' as const), pick: fc.nat(40), by: strange }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('drop' as const, 'wrap' as const), pick: fc.nat(40) }) },
);

/** Every place in a JSON value, as a container and the key in it. */
function placesOf(value: unknown): { readonly holder: Record<string, unknown>; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap(key => [{ holder, key }, ...placesOf(holder[key])]);
}

function mutate(text: string, change: Mutation): string {
  if (change.type === 'splice') {
    const at = change.at % (text.length + 1);
    return text.slice(0, at) + change.text + text.slice(at + change.cut);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const places = placesOf(value);
  const place = places[change.pick % Math.max(1, places.length)];
  if (place === undefined) return text;
  const { holder, key } = place;
  if (change.type === 'drop') delete holder[key];
  else
    Object.defineProperty(holder, key, {
      value: change.type === 'wrap' ? [holder[key]] : change.by,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return JSON.stringify(value);
}

describe('hostile input', () => {
  for (const mode of ['strict', 'observed'] as const) {
    describe(`in ${mode} mode`, () => {
      let gateway: TestGateway;
      let token: string;

      before(async () => {
        gateway = await startTestGateway({ mode, journalLimit: 50 });
        token = (await gateway.enable()).access_token;
      });

      after(() => gateway.stop());

      it('never makes /v3/events answer anything but 202, 400, 401 or 413', async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async changes => {
            const body = changes.reduce(mutate, JSON.stringify(powerReport(token)));
            const { status } = await gateway.postEvent(body, { token });
            assert.ok([202, 400, 401, 413].includes(status), `${status} for ${body}`);
          }),
          { numRuns: 2_000 },
        );
        assertNoSecret(JSON.stringify((await gateway.control('GET', '/journal')).body), 'the journal');
        assertNoSecret(gateway.log.text(), 'the log');
      });
    });
  }

  it('never makes the token endpoint answer anything but 200, 400 or 401', async () => {
    const gateway = await startTestGateway({ journalLimit: 50 });
    try {
      const { refresh_token } = await gateway.enable();
      const good = { grant_type: 'refresh_token', refresh_token, client_id: 'client-1', client_secret: CLIENT_SECRET };
      const name = fc.constantFrom(...Object.keys(good), 'code', 'scope', '__proto__', '');
      const value = fc.oneof(
        fc.string(),
        fc.constantFrom(...Object.values(good), 'authorization_code', 'client_credentials'),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 6 }), fc.string(), async (pairs, tail) => {
          const body = new URLSearchParams([...Object.entries(good), ...pairs].slice(pairs.length)) + tail;
          const type = tail.length % 2 === 0 ? 'application/x-www-form-urlencoded' : 'application/json';
          const answer = await fetch(gateway.urls.token, { method: 'POST', headers: { 'content-type': type }, body });
          await answer.text();
          assert.ok([200, 400, 401].includes(answer.status), `${answer.status}`);
        }),
        { numRuns: 500 },
      );
      assertNoSecret(JSON.stringify((await gateway.control('GET', '/journal')).body), 'the journal');
    } finally {
      await gateway.stop();
    }
  });

  it('is survived on every path, of the control API too, however it is framed', async () => {
    const { requests, statuses, failures } = await runFuzz({ requests: 10_000, seed: 4, every: 5_000 });
    assert.deepEqual(failures, []);
    assert.equal(requests, 10_000);
    // A run that only ever meets closed doors says nothing.
    for (const status of ['200', '202', '204', '400', '401', '404', '405', '413', '431']) {
      assert.ok((statuses[status] ?? 0) > 0, `no answer was ${status}: ${JSON.stringify(statuses)}`);
    }
  });

  it('is survived however deep it is nested', async () => {
    const gateway = await startTestGateway();
    try {
      const { access_token: token } = await gateway.enable();
      for (const deep of [
        '['.repeat(100_000) + ']'.repeat(100_000),
        `{"event":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_001)}`,
      ]) {
        assert.equal((await gateway.postEvent(deep, { token })).status, 400);
        assert.equal((await gateway.lastEntry()).verdict, 'refused');
      }
    } finally {
      await gateway.stop();
    }
  });
});
