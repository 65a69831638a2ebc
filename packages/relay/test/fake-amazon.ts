import assert from 'node:assert/strict';
import type { Clock } from '@gatehouse/client/platform';
import { memberOf, type Region, scopeTokenOf, textAt } from '@gatehouse/protocol';
import {
  type ScriptedAnswer,
  type ScriptedGateway,
  type ScriptedRequest,
  startScriptedGateway,
} from '@gatehouse/testing';

/** One posted event as the fake heard it; `at` is on the test's clock. */
export interface HeardEvent {
  readonly at: number;
  readonly region: Region;
  readonly token: string;
  readonly messageId: string;
  readonly name: string;
  readonly endpointId: string;
  readonly message: unknown;
}

/** How the fake answers: an HTTP answer, `hang` (never), or `cut` (the connection ends without a byte). */
export type FakeAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | 'hang'
  | 'cut';

/** One question to the token endpoint. */
export type TokenForm = Readonly<Record<string, string>>;

/** A refusal as the gateway words it. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}): FakeAnswer {
  const body = {
    header: { namespace: 'System', name: 'Exception', messageId: 'm' },
    payload: { code, description: 'Said' },
  };
  return { status, body, headers };
}

/** What the event gateway answers when all is well. */
export const ACCEPTED: FakeAnswer = { status: 202 };

/**
 * Amazon's end for flows of the relay: a scripted gateway whose answers a test decides one by one, from what was sent. It
 * accepts everything and mints tokens, numbered from 1, until a test says otherwise.
 */
export class FakeAmazon {
  readonly events: HeardEvent[] = [];
  readonly tokenForms: TokenForm[] = [];
  regionAsks = 0;
  onEvent: (event: HeardEvent) => FakeAnswer = () => ACCEPTED;
  onToken: (form: TokenForm) => FakeAnswer | undefined = () => undefined;
  onRegion: (token: string) => FakeAnswer = () => ({ status: 200, body: { endpoints: ['api.amazonalexa.com'] } });
  readonly #clock: Clock;
  #gateway: ScriptedGateway | undefined;
  #minted = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async listen(): Promise<void> {
    const answer = (request: ScriptedRequest): ScriptedAnswer => scripted(this.#answer(request));
    this.#gateway = await startScriptedGateway({ clock: this.#clock, answer });
  }

  /** The base URL of each region. */
  get urls(): Readonly<Record<Region, string>> {
    return this.#started.urls;
  }

  get tokenUrl(): string {
    return this.#started.tokenUrl;
  }

  /** Requests that hang on purpose, so that a test does not wait for them. */
  get hanging(): number {
    return this.#started.held();
  }

  get #started(): ScriptedGateway {
    return this.#gateway ?? assert.fail('The fake was asked before it listened');
  }

  close(): Promise<void> {
    return this.#started.close();
  }

  #answer(request: ScriptedRequest): FakeAnswer {
    const { path, token = '' } = request;
    if (path === 'token') return this.#answerToken(request.json as TokenForm);
    if (path === 'events') return this.#answerEvent(request);
    assert.equal(path, 'region', `Nothing asks Amazon for ${request.url}`);
    this.regionAsks += 1;
    return this.onRegion(token);
  }

  #answerEvent({ at, region, token = '', json: message }: ScriptedRequest): FakeAnswer {
    if (scopeTokenOf(message) !== token) return { status: 418, body: 'another token in the scope' };
    const [messageId = '', name = '', endpointId = ''] = [
      ['event', 'header', 'messageId'],
      ['event', 'header', 'name'],
      ['event', 'endpoint', 'endpointId'],
    ].map(where => textAt(message, where));
    const heard = { at, region, token, messageId, name, endpointId, message };
    this.events.push(heard);
    return this.onEvent(heard);
  }

  #answerToken(form: TokenForm): FakeAnswer {
    this.tokenForms.push(form);
    return this.onToken(form) ?? this.grant();
  }

  /** A fresh pair of tokens, as the token endpoint gives them. */
  grant(more: Record<string, unknown> = {}): FakeAnswer {
    this.#minted += 1;
    const [access_token, refresh_token] = ['Atza', 'Atzr'].map(kind => `${kind}|GATEHOUSE-${this.#minted}`);
    return { status: 200, body: { access_token, refresh_token, token_type: 'bearer', expires_in: 3600, ...more } };
  }
}

function scripted(answer: FakeAnswer): ScriptedAnswer {
  if (answer === 'hang') return { hang: true };
  return answer === 'cut' ? { cut: 'before' } : answer;
}

/** The values that a posted message states as changed, in its order. */
export function changedValues({ message }: HeardEvent): unknown[] {
  return changesOf(message).map(property => memberOf(property, 'value'));
}

/** The properties that a posted message states as changed, in its order. */
export function changesOf(message: unknown): readonly unknown[] {
  const payload = memberOf(memberOf(message, 'event'), 'payload');
  const properties = memberOf(memberOf(payload, 'change'), 'properties');
  return Array.isArray(properties) ? properties : [];
}
