import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Amazon is, and the skill's messaging credentials. */
export interface LampSkillOptions {
  readonly eventsUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Waits before an event is sent again; default by the machine's clock. */
  readonly pause?: (durationMs: number) => Promise<unknown>;
}

/** A directive, as far as this skill reads it. */
interface Directive {
  readonly directive: {
    readonly header: { readonly namespace: string; readonly name: string; readonly correlationToken?: string };
    readonly endpoint?: { readonly endpointId: string };
    readonly payload: { readonly grant?: { readonly code: string } };
  };
}

type PowerState = 'ON' | 'OFF';

/** A lamp's skill: the code under test. */
export class LampSkill {
  readonly #options: LampSkillOptions;
  #tokens = { access: '', refresh: '' };
  #state: { value: PowerState; at: Date } = { value: 'OFF', at: new Date() };

  constructor(options: LampSkillOptions) {
    this.#options = options;
  }

  /** The handler of the skill's Lambda function. */
  readonly handle = async (message: unknown): Promise<object> => {
    const { header, endpoint, payload } = (message as Directive).directive;
    const { correlationToken } = header;
    switch (header.name) {
      case 'AcceptGrant':
        return this.#acceptGrant(payload.grant?.code ?? '');
      case 'Discover':
        return event('Alexa.Discovery', 'Discover.Response', { payload: { endpoints: [lamp] } });
      case 'ReportState':
        return event('Alexa', 'StateReport', { endpoint, correlationToken, properties: [this.#property()] });
      case 'TurnOn':
      case 'TurnOff':
        this.#state = { value: header.name === 'TurnOn' ? 'ON' : 'OFF', at: new Date() };
        return event('Alexa', 'Response', { endpoint, correlationToken, properties: [this.#property()] });
      default:
        return event('Alexa', 'ErrorResponse', {
          endpoint,
          correlationToken,
          payload: { type: 'INVALID_DIRECTIVE', message: `The lamp knows no ${header.name}` },
        });
    }
  };

  /** Somebody presses the switch on the lamp; answers the status of Alexa's last answer. */
  press(value: PowerState, at: Date = new Date()): Promise<number> {
    this.#state = { value, at };
    const change = { cause: { type: 'PHYSICAL_INTERACTION' }, properties: [this.#property()] };
    return this.#send(event('Alexa', 'ChangeReport', { endpoint: { endpointId: 'lamp-1' }, payload: { change } }));
  }

  async #acceptGrant(code: string): Promise<object> {
    if (await this.#askForTokens({ grant_type: 'authorization_code', code })) {
      return event('Alexa.Authorization', 'AcceptGrant.Response');
    }
    const payload = { type: 'ACCEPT_GRANT_FAILED', message: 'The code was not taken' };
    return event('Alexa.Authorization', 'ErrorResponse', { payload });
  }

  async #send(message: EventMessage): Promise<number> {
    let isRefreshed = false;
    for (let resends = 0; ; ) {
      const status = await this.#post(message);
      if (status === 401 && !isRefreshed) {
        isRefreshed = true;
        const { refresh } = this.#tokens;
        if (!(await this.#askForTokens({ grant_type: 'refresh_token', refresh_token: refresh }))) return status;
      } else if ((status === 429 || status >= 500) && resends < 3) {
        resends += 1;
        await (this.#options.pause ?? sleep)(1000);
      } else {
        return status;
      }
    }
  }

  async #post({ event: { endpoint, ...event } }: EventMessage): Promise<number> {
    const token = this.#tokens.access;
    const scoped = { ...endpoint, scope: { type: 'BearerToken', token } };
    const answer = await fetch(this.#options.eventsUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: { ...event, endpoint: scoped }, context: { properties: [] } }),
    });
    await answer.text();
    return answer.status;
  }

  async #askForTokens(parameters: Readonly<Record<string, string>>): Promise<boolean> {
    const { tokenUrl, clientId, clientSecret } = this.#options;
    const body = new URLSearchParams({ ...parameters, client_id: clientId, client_secret: clientSecret });
    const answer = await fetch(tokenUrl, { method: 'POST', body });
    const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
    if (answer.ok) this.#tokens = { access: tokens.access_token, refresh: tokens.refresh_token };
    return answer.ok;
  }

  #property(): object {
    return {
      namespace: 'Alexa.PowerController',
      name: 'powerState',
      value: this.#state.value,
      timeOfSample: this.#state.at.toISOString(),
      uncertaintyInMilliseconds: 0,
    };
  }
}

const lamp = {
  endpointId: 'lamp-1',
  manufacturerName: 'Example',
  description: 'A lamp with a switch',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  capabilities: [
    {
      type: 'AlexaInterface',
      interface: 'Alexa.PowerController',
      version: '3',
      properties: { supported: [{ name: 'powerState' }], proactivelyReported: true, retrievable: true },
    },
  ],
};

interface EventMessage {
  readonly event: { readonly endpoint?: object | undefined };
}

interface EventParts {
  readonly endpoint?: { readonly endpointId: string } | undefined;
  readonly correlationToken?: string | undefined;
  readonly payload?: object;
  readonly properties?: readonly object[];
}

function event(namespace: string, name: string, parts: EventParts = {}): EventMessage {
  const { endpoint, correlationToken, payload = {}, properties } = parts;
  const header = { namespace, name, messageId: randomUUID(), payloadVersion: '3', correlationToken };
  const about = endpoint && { endpointId: endpoint.endpointId };
  return {
    event: { header, endpoint: about, payload },
    ...(properties && { context: { properties } }),
  } as EventMessage;
}
