import type { Secret } from '@gatehouse/client/platform';
import { callOk } from './call-json.ts';
import { SAMPLE } from './sample-names.ts';

/** A journal entry of the gateway, as far as the sample reads it. */
export interface JournalLine {
  readonly id: string;
  readonly at: string;
  readonly status: number;
  readonly code?: string;
  readonly kind?: string;
  readonly messageId?: string;
  readonly endpointId?: string;
  readonly verdict: string;
  readonly effects: readonly ({ readonly type: string } & Readonly<Record<string, unknown>>)[];
  readonly reason?: { readonly code: string; readonly message: string };
  /** What became of a directive, in the entry of one that the gateway sent. */
  readonly exchange?: {
    readonly reply?: string;
    readonly error?: string;
    readonly deferred: boolean;
    readonly tookMs: number;
  };
}

/** What the gateway answers to a link. */
export interface LinkAnswer {
  readonly linked: boolean;
  readonly acceptGrant: unknown;
  readonly discover?: { readonly event?: { readonly payload?: { readonly endpoints?: readonly unknown[] } } };
}

/** What the gateway answers to a directive that it was asked to send. */
export interface ExchangeAnswer {
  readonly reply?: { readonly event?: { readonly header?: { readonly name?: string; readonly messageId?: string } } };
  readonly deferred: boolean;
  readonly tookMs: number;
  readonly reason?: unknown;
}

/** The calls that the sample makes to the gateway's control API: what a person does in the Alexa app, and what Alexa sees. */
export class GatewayApi {
  readonly #control: string;

  /** @param control the control address, ending in `/_gatehouse` */
  constructor(control: string) {
    this.#control = control;
  }

  /** Makes the sample's skill and customer known. */
  async register(skill: { clientSecret: Secret; directiveUrl: string }): Promise<void> {
    await callOk({
      method: 'PUT',
      url: `${this.#control}/skills/${SAMPLE.skillId}`,
      body: {
        name: 'Sample Home',
        clientId: SAMPLE.clientId,
        clientSecret: skill.clientSecret.reveal(),
        stage: 'development',
        permissions: ['alexa::async_event:write'],
        directiveUrl: skill.directiveUrl,
        invoke: 'http',
        publications: [],
      },
    });
    const { region, locale, timeZone, userId } = SAMPLE;
    await callOk({ method: 'PUT', url: `${this.#control}/customers/${userId}`, body: { region, locale, timeZone } });
  }

  /** Enables the skill for the customer: AcceptGrant, then Discover. */
  link(granteeToken: Secret): Promise<LinkAnswer> {
    const body = { skillId: SAMPLE.skillId, userId: SAMPLE.userId, granteeToken: granteeToken.reveal() };
    return callOk({ method: 'POST', url: `${this.#control}/links`, body });
  }

  /** Has Alexa send a directive to the skill, and waits for the reply. */
  sendDirective(directive: {
    endpointId: string;
    namespace: string;
    name: string;
    payload?: unknown;
  }): Promise<ExchangeAnswer> {
    const body = { skillId: SAMPLE.skillId, userId: SAMPLE.userId, ...directive };
    return callOk({ method: 'POST', url: `${this.#control}/directives`, body });
  }

  /** Waits until the journal has an entry that matches; answers it, or undefined after the time. */
  async awaitEntry(match: Readonly<Record<string, string>>, timeoutMs: number): Promise<JournalLine | undefined> {
    const answer = await fetch(`${this.#control}/journal/await`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ match, count: 1, timeoutMs }),
    });
    const { items } = (await answer.json()) as { items: readonly JournalLine[] };
    return items[0];
  }

  /**
   * Follows the journal from now on, until the signal.
   *
   * @param tell gets each entry as it is made
   */
  async follow(tell: (entry: JournalLine) => void, signal: AbortSignal): Promise<void> {
    try {
      const answer = await fetch(`${this.#control}/journal/stream`, { signal });
      let rest = '';
      for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        const events = `${rest}${chunk}`.split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          const data = event.split('\n').find(line => line.startsWith('data:'));
          if (data !== undefined) tell(JSON.parse(data.slice('data:'.length)) as JournalLine);
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
