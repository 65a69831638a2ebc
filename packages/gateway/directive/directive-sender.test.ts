import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { textAt } from '@gatehouse/protocol';
import { assertNoSecret, createRecordingLog, createSeededRandom, type RecordingLog } from '@gatehouse/testing';
import { createJournal } from '../journal/journal.ts';
import { brightness, event, type HomeFixture, key, openHome } from '../test/home-fixture.ts';
import { answer, openSkill, reply, replyTo, type SkillFixture, type SkillHandler } from '../test/skill-fixture.ts';
import type { DirectiveExchange } from './directive-exchange.ts';
import { createDirectiveSender, type DirectiveSender, type DirectiveSenderOptions } from './directive-sender.ts';
import { INVOKE_PATH } from './directive-url.ts';
import { createReplyDesk } from './reply-desk.ts';

const origin = { ...key, region: 'NA', cause: 'control' } as const;

interface House extends HomeFixture {
  readonly skill: SkillFixture;
  readonly sender: DirectiveSender;
  readonly log: RecordingLog;
  exchange(name?: string, namespace?: string): Promise<DirectiveExchange>;
}

async function open(t: TestContext, handle: SkillHandler, more: Partial<DirectiveSenderOptions> = {}): Promise<House> {
  const home = openHome();
  const skill = await openSkill(handle);
  const log = createRecordingLog();
  const journal = createJournal({ clock: home.clock, machineClock: home.clock, log });
  const options = { ...home, mode: 'strict' as const, journal, random: createSeededRandom(7), log, allowedHosts: [] };
  const sender = createDirectiveSender({ ...options, ...more });
  t.after(async () => {
    sender.close();
    home.replies.reset();
    await skill.close();
    assert.equal(home.clock.pending().length, 0);
    assertNoSecret(log.text(), 'the log of the sender');
  });
  return {
    ...home,
    skill,
    sender,
    log,
    exchange: (name = 'SetBrightness', namespace = 'Alexa.BrightnessController') =>
      sender.exchange({
        ...origin,
        target: { directiveUrl: skill.url, invoke: 'http' },
        granteeToken: new Secret('gatehouse-secret-grantee'),
        spec: { endpointId: 'lamp-1', namespace, name, payload: { brightness: 40 } },
      }),
  };
}

const codeOf = ({ reason, problem }: DirectiveExchange): string | undefined => {
  assert.equal(problem?.code, reason);
  return reason;
};

/** An asynchronous answer to the last directive that the skill got. */
const later = (house: House, name: string, context: readonly object[] = []): object => {
  const correlationToken = textAt(house.skill.calls.at(-1)?.directive, ['directive', 'header', 'correlationToken']);
  return event(['Alexa', name], { endpointId: 'lamp-1', header: { correlationToken }, context });
};

describe('exchange()', () => {
  it('sends the directive with scope and cookie, and answers with the direct reply, without tokens', async t => {
    const house = await open(t, reply('Response', { context: [brightness(40, 1)] }));
    const exchange = await house.exchange();
    const sent = house.skill.calls[0]?.directive;
    assert.equal(textAt(sent, ['directive', 'endpoint', 'scope', 'token']), 'gatehouse-secret-grantee');
    assert.equal(textAt(sent, ['directive', 'endpoint', 'cookie', 'room']), 'hall');
    assert.deepEqual(
      JSON.parse(JSON.stringify(sent).replace('gatehouse-secret-grantee', '[secret]')),
      exchange.directive,
    );
    assert.equal(textAt(exchange.reply, ['event', 'header', 'name']), 'Response');
    assert.deepEqual([exchange.deferred, exchange.reason, exchange.tookMs], [false, undefined, 0]);
    assert.deepEqual(
      exchange.effects.map(({ type }) => type),
      ['state'],
    );
    assert.deepEqual(house.values(), { 'lamp-1 brightness': 40 });
    assertNoSecret(JSON.stringify(exchange));
  });

  it('takes a report of measurements as the answer that it may be', async t => {
    const house = await open(t, reply('MeasurementsReport', { header: { namespace: 'Alexa.DeviceUsage.Meter' } }));
    const exchange = await house.exchange('ReportMeasurements', 'Alexa.DeviceUsage.Meter');
    assert.equal(codeOf(exchange), undefined);
  });

  it('answers with an ErrorResponse as a reply', async t => {
    const payload = { type: 'ENDPOINT_UNREACHABLE', message: 'gone' };
    const house = await open(t, reply('ErrorResponse', { payload }));
    const exchange = await house.exchange();
    assert.equal(textAt(exchange.reply, ['event', 'payload', 'type']), 'ENDPOINT_UNREACHABLE');
    assert.equal(exchange.reason, undefined);
  });

  it('waits for the asynchronous reply after a DeferredResponse', async t => {
    const house = await open(t, reply('DeferredResponse', { payload: { estimatedDeferralInSeconds: 60 } }));
    const exchanging = house.exchange();
    await waitForDeferral(house);
    await house.clock.advance(7_999);
    const applied = house.apply(later(house, 'Response', [brightness(77, 1)]));
    assert.deepEqual(
      applied.effects.map(({ type }) => type),
      ['reply', 'state'],
    );
    const exchange = await exchanging;
    assert.equal(exchange.deferred, true);
    assert.equal(textAt(exchange.deferredResponse, ['event', 'header', 'name']), 'DeferredResponse');
    assert.equal(textAt(exchange.reply, ['event', 'header', 'name']), 'Response');
    assert.deepEqual([exchange.tookMs, exchange.reason], [7_999, undefined]);
    assertNoSecret(JSON.stringify(exchange));
  });

  it('counts the deferred reply into the 8 s', async t => {
    const house = await open(t, reply('DeferredResponse'));
    const exchanging = house.exchange();
    await waitForDeferral(house);
    await house.clock.advance(8_000);
    const exchange = await exchanging;
    assert.equal(codeOf(exchange), 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.deepEqual([exchange.deferred, exchange.tookMs, 'reply' in exchange], [true, 8_000, false]);
    await house.clock.advance(1_200);
    const applied = house.apply(later(house, 'Response', [brightness(77, 1)]));
    assert.deepEqual([applied.effects, applied.reason?.code, applied.reason?.lateByMs], [[], 'late-reply', 1_200]);
    assert.deepEqual(house.values(), {});
  });

  it('gives a lock the time that its DeferredResponse asks for', async t => {
    const house = await open(t, reply('DeferredResponse', { payload: { estimatedDeferralInSeconds: 20 } }));
    const exchanging = house.exchange('Lock', 'Alexa.LockController');
    await waitForDeferral(house);
    await house.clock.advance(19_999);
    house.apply(later(house, 'Response'));
    assert.deepEqual((await exchanging).tookMs, 19_999);
  });

  it('takes an asynchronous reply that comes before the direct answer', async t => {
    const handle: SkillHandler = (call, response) => {
      house.apply(later(house, 'Response'));
      answer(replyTo(call.directive, 'DeferredResponse'))(call, response);
    };
    const house = await open(t, handle);
    const exchange = await house.exchange();
    assert.deepEqual([exchange.deferred, exchange.reason], [true, undefined]);
    assert.equal(textAt(exchange.reply, ['event', 'header', 'name']), 'Response');
  });

  it('takes an asynchronous reply although the direct answer is unusable', async t => {
    const house = await open(t, (call, response) => {
      house.apply(later(house, 'Response'));
      answer('null')(call, response);
    });
    const exchange = await house.exchange();
    assert.equal(textAt(exchange.reply, ['event', 'header', 'name']), 'Response');
    assert.deepEqual([exchange.deferred, exchange.reason], [false, undefined]);
  });

  it('gives up a skill that hangs after 8 s of the clock that was passed in, and hangs up', async t => {
    for (const begin of [false, true]) {
      const house = await open(t, (_call, response) => {
        if (begin) response.writeHead(200).write('{"event":');
      });
      const exchanging = house.exchange();
      await house.skill.called(1);
      await house.clock.advance(8_000);
      const exchange = await exchanging;
      assert.equal(codeOf(exchange), 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
      assert.deepEqual([exchange.tookMs, exchange.deferred, 'reply' in exchange], [8_000, false, false]);
    }
  });

  it('says by how much a direct reply was late when the clock leapt over its timer', async t => {
    const home = openHome();
    let leapMs = 0;
    const clock = {
      ...home.clock,
      now: () => 0,
      monotonic: () => leapMs,
      setTimer: home.clock.setTimer.bind(home.clock),
    };
    const house = await open(
      t,
      (call, response) => {
        leapMs = 8_400;
        reply('Response', { context: [brightness(1, 1)] })(call, response);
      },
      { clock, replies: createReplyDesk(clock) },
    );
    const exchange = await house.exchange();
    assert.equal(codeOf(exchange), 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.deepEqual([exchange.lateByMs, exchange.tookMs, 'reply' in exchange], [400, 8_400, false]);
    assert.deepEqual(house.values(), {});
  });

  it('names what is wrong with an unusable answer', async t => {
    const cases: readonly [SkillHandler, string][] = [
      [answer('<html>gatehouse-secret-page</html>'), 'not-a-reply'],
      [answer('{"event":{"header":{}}}'), 'not-a-reply'],
      [reply('ChangeReport'), 'not-a-reply'],
      [reply('Response', { header: { correlationToken: 'other' } }), 'correlation-mismatch'],
      [reply('Response', { header: { correlationToken: undefined } }), 'correlation-mismatch'],
      [reply('DeferredResponse', { header: { correlationToken: 'other' } }), 'correlation-mismatch'],
      [answer('', 302, { location: 'http://127.0.0.1:1/' }), 'redirect-refused'],
      [answer({}, 500), 'skill-error'],
      [(_call, response) => void response.destroy(), 'skill-unreachable'],
      [answer(JSON.stringify({ event: 'x'.repeat(3_000) })), 'reply-too-large'],
    ];
    for (const [handle, code] of cases) {
      const house = await open(t, handle, { maxReplyBytes: 2_000 });
      const exchange = await house.exchange();
      assert.equal(codeOf(exchange), code);
      assertNoSecret(JSON.stringify(exchange));
      assert.deepEqual(house.values(), {});
    }
  });

  it('refuses URLs beyond loopback, and a skill without one, before anything is sent', async t => {
    const house = await open(t, answer({}));
    const spec = { namespace: 'Alexa', name: 'ReportState' };
    const exchange = (target: { directiveUrl?: string }): Promise<DirectiveExchange> =>
      house.sender.exchange({ ...origin, target: { ...target, invoke: 'http' }, spec });
    assert.equal(codeOf(await exchange({})), 'no-directive-url');
    assert.equal(codeOf(await exchange({ directiveUrl: 'http://169.254.169.254/' })), 'directive-url-refused');
  });

  it('keeps exchanges apart that are under way together', async t => {
    const house = await open(t, (call, response) => {
      const value = (call.directive as { directive: { payload: { brightness: number } } }).directive.payload.brightness;
      reply('Response', { payload: { value } })(call, response);
    });
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    const target = { directiveUrl: house.skill.url, invoke: 'http' } as const;
    const exchanges = values.map(value => {
      const payload = { brightness: value };
      return house.sender.exchange({ ...origin, target, spec: { namespace: 'Alexa.B', name: 'Set', payload } });
    });
    const replies = (await Promise.all(exchanges)).map(exchange => exchange.reply as { event: { payload: object } });
    assert.deepEqual(
      replies.map(({ event: { payload } }) => payload),
      values.map(value => ({ value })),
    );
  });
});

describe('send()', () => {
  const discover = { directive: { header: { namespace: 'Alexa.Discovery', name: 'Discover' }, payload: {} } };

  it('brings the whole reply as it came', async t => {
    const body = {
      event: { header: { namespace: 'Alexa.Discovery', name: 'Discover.Response' }, payload: { endpoints: [] } },
    };
    const house = await open(t, answer(body));
    const target = { directiveUrl: house.skill.url, invoke: 'http' } as const;
    const got = await house.sender.send({ target, directive: discover });
    assert.deepEqual(got, { type: 'replied', kind: 'Discover.Response', reply: body, tookMs: 0 });
    assert.deepEqual(house.skill.calls[0]?.directive, discover);
  });

  it("posts to the Lambda runtime emulator's invoke path", async t => {
    const house = await open(t, answer({ errorMessage: 'x' }, 200, { 'x-amz-function-error': 'Unhandled' }));
    const got = await house.sender.send({
      target: { directiveUrl: house.skill.url, invoke: 'lambda' },
      directive: discover,
    });
    assert.equal(house.skill.calls[0]?.path, INVOKE_PATH);
    assert.equal(got.type === 'failed' && got.reason.code, 'skill-error');
    assert.equal(house.log.lines.length, 1);
  });

  it('waits as long as it is told, on the clock that was passed in', async t => {
    const house = await open(t, () => {});
    const target = { directiveUrl: house.skill.url, invoke: 'http' } as const;
    const sending = house.sender.send({ target, directive: discover, timeoutMs: 30_000 });
    await house.skill.called(1);
    await house.clock.advance(30_000);
    const got = await sending;
    assert.deepEqual(
      [got.type === 'failed' && got.reason.code, got.tookMs],
      ['SKILL_RESPONSE_TIMEOUT_EXCEPTION', 30_000],
    );
  });
});

describe('close()', () => {
  it('ends the calls under way and refuses later ones', async t => {
    const house = await open(t, () => {});
    const exchanging = house.exchange();
    await house.skill.called(1);
    house.sender.close();
    assert.equal(codeOf(await exchanging), 'gateway-stopping');
    assert.equal(codeOf(await house.exchange()), 'gateway-stopping');
    assert.equal(house.skill.calls.length, 1);
  });
});

/** The DeferredResponse crosses a real socket; once it has arrived, only the desk's timer is left. */
async function waitForDeferral(house: House): Promise<void> {
  await house.skill.called(1);
  await house.clock.settle(() => house.clock.pending().length === 1);
}
