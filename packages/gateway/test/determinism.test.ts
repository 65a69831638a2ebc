import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import { type AlexaEvent, kindOf, memberOf, textAt, withScopeToken } from '@gatehouse/protocol';
import { createRecordingLog } from '@gatehouse/testing';
import fc from 'fast-check';
import { gatewayDefaults } from '../config/gateway-config.ts';
import { createGateway } from '../gateway.ts';
import { CLIENT_SECRET, powerReport } from './gateway-fixture.ts';
import { capability } from './home-fixture.ts';
import { openSkill, replyTo, type SkillFixture } from './skill-fixture.ts';

const SKILL = 'skill-1';
const USERS = ['user-1', 'user-2'] as const;
const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };

const lamp = {
  endpointId: 'lamp-1',
  manufacturerName: 'Gatehouse',
  description: 'A lamp',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  capabilities: [capability('Alexa.PowerController', ['powerState'])],
};

/** One step of a script, as a value, so that two runs take exactly the same. */
type Step =
  | {
      readonly do: 'link' | 'unlink' | 'refresh' | 'event' | 'bad-event' | 'direct' | 'defer' | 'tokens';
      readonly user: number;
    }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'stale-code' | 'reset' | 'silent' | 'import' };

/** What a run leads to; everything but the tokens may be shown. */
interface Result {
  readonly journal: string;
  readonly state: unknown;
  readonly tokens: readonly string[];
  readonly answers: string;
}

/** A gateway on the machine's own clock and a skill that does as the documents say, and everything that was answered. */
class Run {
  readonly #answers = createHash('sha256');
  readonly #tokens = new Map<string, { access: string; refresh: string }>();
  readonly #handedOut = new Set<string>();
  readonly #control: string;
  readonly #urls: { readonly na: string; readonly token: string };
  readonly #skill: SkillFixture;
  #mode: 'direct' | 'defer' | 'silent' = 'direct';
  #code = '';
  #messages = 0;

  constructor(urls: { readonly na: string; readonly token: string; readonly control: string }, skill: SkillFixture) {
    this.#urls = urls;
    this.#control = urls.control;
    this.#skill = skill;
  }

  /** What the skill answers; AcceptGrant only after it has exchanged the code. */
  async reply(directive: unknown): Promise<object | undefined> {
    const name = kindOf(directive);
    if (name === 'AcceptGrant') {
      this.#code = textAt(directive, ['directive', 'payload', 'grant', 'code']) ?? '';
      const user = textAt(directive, ['directive', 'payload', 'grantee', 'token']) ?? '';
      this.#keep(user, await this.#ask({ grant_type: 'authorization_code', code: this.#code }));
      return own('Alexa.Authorization', 'AcceptGrant.Response', {});
    }
    if (name === 'Discover') return own('Alexa.Discovery', 'Discover.Response', { endpoints: [lamp] });
    if (this.#mode === 'silent') return undefined;
    return this.#mode === 'defer'
      ? replyTo(directive, 'DeferredResponse')
      : replyTo(directive, 'Response', { context: [] });
  }

  /** Takes up the state of another run. */
  async take(state: unknown): Promise<void> {
    await this.#call('POST', '/import', state as object);
  }

  async play(steps: readonly Step[]): Promise<void> {
    await this.#call('PUT', `/skills/${SKILL}`, {
      clientId: 'client-1',
      clientSecret: CLIENT_SECRET,
      directiveUrl: this.#skill.url,
    });
    for (const user of USERS) await this.#call('PUT', `/customers/${user}`, { region: 'NA' });
    for (const step of steps) await this.#take(step);
  }

  /** The journal's text as it was answered, and the fingerprint of every other answer, the whole state among them. */
  async result(): Promise<Result> {
    const journal = await (await fetch(`${this.#control}/journal?limit=1000`)).text();
    const state = await this.#call('GET', '/export');
    return { journal, state, tokens: [...this.#handedOut], answers: this.#answers.digest('hex') };
  }

  async #take(step: Step): Promise<unknown> {
    const user = 'user' in step ? (USERS[step.user] ?? USERS[0]) : USERS[0];
    const names = { skillId: SKILL, userId: user };
    switch (step.do) {
      case 'link':
        return this.#call('POST', '/links', { ...names, granteeToken: user });
      case 'unlink':
        return this.#call('DELETE', `/links/${SKILL}/${user}`);
      case 'tokens':
        return this.#keep(user, await this.#call('POST', '/tokens', names));
      case 'refresh':
        return this.#keep(
          user,
          await this.#ask({ grant_type: 'refresh_token', refresh_token: this.#tokens.get(user)?.refresh ?? '' }),
        );
      case 'event':
        return this.#post(powerReport(this.#access(user), this.#messageId()), user);
      case 'bad-event':
        return this.#post(
          { event: { header: { namespace: 'Alexa', name: 'ChangeReport', messageId: this.#messageId() } } },
          user,
        );
      case 'direct':
        return this.#direct(user, 'direct');
      case 'defer':
        return this.#defer(user);
      case 'silent':
        return this.#silence(user);
      case 'advance':
        return this.#call('POST', '/clock', { advanceMs: step.ms });
      case 'stale-code':
        return this.#ask({ grant_type: 'authorization_code', code: this.#code });
      case 'import':
        return this.#call('GET', '/export').then(state => this.#call('POST', '/import', state as object));
      case 'reset':
        return this.#call('POST', '/reset').then(() => this.play([]));
    }
  }

  #direct(userId: string, mode: 'direct' | 'defer' | 'silent'): Promise<unknown> {
    this.#mode = mode;
    const directive = { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'TurnOn' };
    return this.#call('POST', '/directives', { skillId: SKILL, userId, ...directive });
  }

  /** Answers a deferred directive three seconds later. */
  async #defer(user: string): Promise<void> {
    const directive = await this.#begin(user, 'defer');
    if (directive === undefined) return;
    await this.#call('POST', '/clock', { advanceMs: 3_000 });
    await this.#post(
      withScopeToken(replyTo(directive.sent, 'Response', { context: [] }) as AlexaEvent, this.#access(user)),
      user,
    );
    // An answer whose token is no longer good reaches nobody, and then the time must pass.
    await this.#call('POST', '/clock', { advanceMs: 5_000 });
    await directive.over;
  }

  async #silence(user: string): Promise<void> {
    const directive = await this.#begin(user, 'silent');
    if (directive === undefined) return;
    await this.#call('POST', '/clock', { advanceMs: 8_000 });
    await directive.over;
  }

  /** Sends a directive that is not answered at once; undefined when it never leaves. */
  async #begin(user: string, mode: 'defer' | 'silent'): Promise<{ sent: unknown; over: Promise<unknown> } | undefined> {
    const count = this.#skill.calls.length;
    const over = this.#direct(user, mode);
    const which = await Promise.race([this.#skill.called(count + 1).then(() => 'called'), over.then(() => 'over')]);
    if (which === 'over') return undefined;
    while (mode === 'defer' && (await this.#skill.connections()) > 0)
      await new Promise(resolve => setImmediate(resolve));
    return { sent: this.#skill.calls[count]?.directive, over };
  }

  #access(user: string): string {
    return this.#tokens.get(user)?.access ?? 'Atza|none';
  }

  #messageId(): string {
    this.#messages += 1;
    return `message-${this.#messages}`;
  }

  #keep(user: string, answer: unknown): void {
    const access = textAt(answer, ['access_token']);
    const refresh = textAt(answer, ['refresh_token']);
    if (access === undefined || refresh === undefined) return;
    this.#tokens.set(user, { access, refresh });
    this.#handedOut.add(access);
  }

  #post(body: object, user: string): Promise<unknown> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.#access(user)}` };
    return this.#send(`${this.#urls.na}/v3/events`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  #ask(parameters: Readonly<Record<string, string>>): Promise<unknown> {
    return this.#send(this.#urls.token, { method: 'POST', body: new URLSearchParams({ ...parameters, ...client }) });
  }

  #call(method: string, path: string, body?: object): Promise<unknown> {
    const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return this.#send(this.#control + path, { method, ...json });
  }

  async #send(url: string, init: RequestInit): Promise<unknown> {
    const answer = await fetch(url, init);
    const text = await answer.text();
    // The skill's port is not the same in both runs.
    this.#answers.update(`${answer.status} ${text.replaceAll(this.#skill.url, 'URL')}\n`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

function own(namespace: string, name: string, payload: object): object {
  return { event: { header: { namespace, name, messageId: 'own', payloadVersion: '3' }, payload } };
}

/** Plays a script on a gateway of its own; the machine's clock and randomness are as they are. */
async function play(steps: readonly Step[], seed: number, state?: unknown): Promise<Result> {
  const gateway = createGateway({
    config: { ...gatewayDefaults, port: 0, seed, clockFrozen: true, clockStartAt: Date.UTC(2026, 0, 1) },
    clock: createSystemClock(),
    random: createSystemRandom(),
    log: createRecordingLog(),
  });
  let run: Run | undefined;
  const skill = await openSkill(async (call, response) => {
    const reply = await run?.reply(call.directive);
    if (reply !== undefined) response.end(JSON.stringify(reply));
  });
  try {
    run = new Run((await gateway.start()).urls, skill);
    if (state !== undefined) await run.take(state);
    await run.play(steps);
    return await run.result();
  } finally {
    await gateway.stop();
    await skill.close();
  }
}

const everything: readonly Step[] = [
  { do: 'link', user: 0 },
  { do: 'event', user: 0 },
  { do: 'stale-code' },
  { do: 'direct', user: 0 },
  { do: 'link', user: 1 },
  { do: 'bad-event', user: 1 },
  { do: 'advance', ms: 1_500 },
  { do: 'defer', user: 0 },
  { do: 'silent' },
  { do: 'refresh', user: 1 },
  { do: 'event', user: 1 },
  { do: 'advance', ms: 3_600_000 },
  { do: 'event', user: 0 },
  { do: 'refresh', user: 0 },
  { do: 'event', user: 0 },
  { do: 'unlink', user: 0 },
  { do: 'event', user: 0 },
  { do: 'import' },
  { do: 'tokens', user: 0 },
  { do: 'event', user: 0 },
];

const user = fc.nat(USERS.length - 1);
const words = ['link', 'unlink', 'refresh', 'event', 'bad-event', 'direct', 'defer', 'tokens'] as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom(...words), user }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat(4_000_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('stale-code', 'reset', 'silent', 'import') }) },
);

describe('two gateways with the same seed, requests and clock', () => {
  it('keep the same journal and give the same answers, byte for byte', async () => {
    const [one, two, other] = [await play(everything, 11), await play(everything, 11), await play(everything, 12)];
    assert.equal(one.journal, two.journal);
    assert.equal(one.answers, two.answers);
    assert.notEqual(one.answers, other.answers);
    assert.equal(memberOf(one.state, 'format'), 'gatehouse-gateway');
    const { items } = JSON.parse(one.journal) as { items: { status: number; reason?: { code: string } }[] };
    const codes = new Set(items.map(({ reason }) => reason?.code));
    for (const status of [202, 200, 400, 401])
      assert.ok(
        items.some(item => item.status === status),
        `no ${status}`,
      );
    assert.ok(codes.size > 3, `the script reaches too little: ${[...codes].join(', ')}`);
    assert.equal(memberOf(items[0], 'at'), '2026-01-01T00:00:00.000Z');
  });

  it('hand out no token of a state that one of them takes up', async () => {
    const steps: readonly Step[] = USERS.map((_, user) => ({ do: 'link', user }));
    const first = await play(steps, 11);
    const [one, two] = [await play(steps, 11, first.state), await play(steps, 11, first.state)];
    assert.equal(one.answers, two.answers);
    assert.deepEqual([first.tokens.length, one.tokens.length], [2, 2]);
    assert.ok(one.tokens.every(token => !first.tokens.includes(token)));
  });

  it('do so whatever the requests', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), fc.nat(), async (steps, seed) => {
        const [one, two] = await Promise.all([play(steps, seed), play(steps, seed)]);
        assert.equal(one.journal, two.journal);
        assert.equal(one.answers, two.answers);
      }),
      { numRuns: 12 },
    );
  });
});
