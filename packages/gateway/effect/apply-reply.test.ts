import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReplyTicket } from '../directive/reply-desk.ts';
import { brightness, event, type HomeFixture, key, openHome } from '../test/home-fixture.ts';

const TOKEN = 'correlation-1';
const ABOUT = { endpointId: 'lamp-1', namespace: 'Alexa.BrightnessController', name: 'SetBrightness', depth: 0 };

function openWaiting(): HomeFixture & { ticket: ReplyTicket } {
  const home = openHome();
  const expected = { ...key, correlationToken: TOKEN, directiveMessageId: 'directive-1', ...ABOUT };
  return Object.assign(home, { ticket: home.replies.expect({ ...expected, limitMs: 8_000 }) });
}

function reply(name: string, parts: Parameters<typeof event>[1] = {}): object {
  return event(['Alexa', name], { header: { correlationToken: TOKEN }, endpointId: 'lamp-1', ...parts });
}

describe('applyReply()', () => {
  it('hands the answer to the directive that waits and feeds the home', async () => {
    const home = openWaiting();
    await home.clock.advance(1_500);
    const response = reply('Response', { context: [brightness(30, 1)] });
    const { effects, reason } = home.apply(response);
    assert.deepEqual(effects[0], {
      type: 'reply',
      directiveMessageId: 'directive-1',
      correlationToken: TOKEN,
      endpointId: 'lamp-1',
      tookMs: 1_500,
    });
    assert.deepEqual([effects[1]?.type, reason], ['state', undefined]);
    assert.equal(await home.ticket.arrived, response);
    assert.deepEqual(home.values(), { 'lamp-1 brightness': 30 });
    assert.equal(home.clock.pending().length, 0);
  });

  it('tells the type of an error', () => {
    const home = openWaiting();
    const payload = { type: 'ENDPOINT_UNREACHABLE', message: 'gone' };
    const [effect] = home.apply(reply('ErrorResponse', { payload })).effects;
    assert.equal(effect?.type === 'reply' && effect.error, 'ENDPOINT_UNREACHABLE');
  });

  it('takes a StateReport, and the state of the endpoint that the directive named', () => {
    const home = openWaiting();
    const { effects } = home.apply(reply('StateReport', { endpointId: undefined, context: [brightness(7, 1)] }));
    assert.deepEqual(
      effects.map(({ type }) => type),
      ['reply', 'state'],
    );
    assert.deepEqual(home.values(), { 'lamp-1 brightness': 7 });
  });

  it('tells a scene that began or ended', () => {
    for (const [name, state] of [
      ['ActivationStarted', 'activated'],
      ['DeactivationStarted', 'deactivated'],
    ] as const) {
      const parts = { header: { correlationToken: TOKEN }, endpointId: 'lamp-1' };
      const { effects } = openWaiting().apply(event(['Alexa.SceneController', name], parts));
      assert.deepEqual(effects[1], { type: 'scene', endpointId: 'lamp-1', state });
    }
  });

  it('answers the directive although its endpoint is not known, and says so of the state', () => {
    const home = openWaiting();
    const applied = home.apply(reply('Response', { endpointId: 'x', context: [brightness(1, 1)] }));
    assert.deepEqual(
      applied.effects.map(({ type }) => type),
      ['reply'],
    );
    assert.deepEqual(
      applied.ignored?.map(({ code }) => code),
      ['not-discovered'],
    );
  });

  it('has no effect at all when it is late, and says by how much', async () => {
    const home = openWaiting();
    await home.clock.advance(8_250);
    const applied = home.apply(reply('Response', { context: [brightness(30, 1)] }));
    assert.deepEqual(applied.effects, []);
    assert.deepEqual([applied.reason?.code, applied.reason?.lateByMs], ['late-reply', 250]);
    assert.equal(applied.reason?.basis, 'documented');
    assert.deepEqual(home.values(), {});
    assert.equal(await home.ticket.arrived, undefined);
  });

  it('has no effect when the directive is over', () => {
    const home = openWaiting();
    home.apply(reply('Response'));
    assert.equal(home.apply(reply('Response')).reason?.code, 'already-answered');
  });

  it('has no effect without a directive of this token, skill and customer', () => {
    const home = openWaiting();
    const codeOf = (...args: Parameters<HomeFixture['apply']>): string | undefined => home.apply(...args).reason?.code;
    assert.equal(codeOf(reply('Response', { header: { correlationToken: 'other' } })), 'unknown-correlation');
    assert.equal(codeOf(reply('Response', { header: {} })), 'unknown-correlation');
    assert.equal(codeOf(reply('Response'), { userId: 'u2' }), 'unknown-correlation');
    assert.equal(codeOf(reply('Response'), { skillId: 's2' }), 'unknown-correlation');
    assert.equal(home.apply(reply('Response')).reason, undefined);
    home.replies.reset();
  });
});
