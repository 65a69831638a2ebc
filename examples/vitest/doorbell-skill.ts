import { randomUUID } from 'node:crypto';

/** Where Amazon is, and the skill's messaging credentials. */
export interface DoorbellSkillOptions {
  readonly eventsUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A directive, as far as this skill reads it. */
interface Directive {
  readonly directive: {
    readonly header: { readonly name: string };
    readonly payload: { readonly grant?: { readonly code: string } };
  };
}

/** A doorbell's skill with a contact sensor at the door: the code under test. */
export class DoorbellSkill {
  readonly #options: DoorbellSkillOptions;
  #accessToken = '';

  constructor(options: DoorbellSkillOptions) {
    this.#options = options;
  }

  /** The handler of the skill's Lambda function. */
  readonly handle = async (message: unknown): Promise<object> => {
    const { header, payload } = (message as Directive).directive;
    if (header.name === 'Discover') {
      return event('Alexa.Discovery', 'Discover.Response', { payload: { endpoints: [doorbell] } });
    }
    try {
      await this.#exchange(payload.grant?.code ?? '');
      return event('Alexa.Authorization', 'AcceptGrant.Response');
    } catch (error) {
      return event('Alexa.Authorization', 'ErrorResponse', {
        payload: { type: 'ACCEPT_GRANT_FAILED', message: String(error) },
      });
    }
  };

  /** Somebody rings. */
  ring(timestamp: Date = new Date()): Promise<number> {
    const payload = { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: timestamp.toISOString() };
    return this.#post(event('Alexa.DoorbellEventSource', 'DoorbellPress', { payload }));
  }

  /** Somebody opens or closes the door. */
  move(value: 'DETECTED' | 'NOT_DETECTED'): Promise<number> {
    const sample = {
      namespace: 'Alexa.ContactSensor',
      name: 'detectionState',
      value,
      timeOfSample: new Date().toISOString(),
      uncertaintyInMilliseconds: 0,
    };
    const change = { cause: { type: 'PHYSICAL_INTERACTION' }, properties: [sample] };
    return this.#post(event('Alexa', 'ChangeReport', { payload: { change } }));
  }

  async #post({ event: { header, payload } }: EventMessage): Promise<number> {
    const token = this.#accessToken;
    const endpoint = { endpointId: 'doorbell-1', scope: { type: 'BearerToken', token } };
    const answer = await fetch(this.#options.eventsUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: { header, endpoint, payload }, context: {} }),
    });
    await answer.text();
    return answer.status;
  }

  async #exchange(code: string): Promise<void> {
    const { tokenUrl, clientId, clientSecret } = this.#options;
    const parameters = { grant_type: 'authorization_code', code, client_id: clientId, client_secret: clientSecret };
    const answer = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(parameters) });
    const body = (await answer.json()) as { readonly access_token: string };
    if (!answer.ok) throw new TypeError(`The token endpoint answered ${answer.status}`);
    this.#accessToken = body.access_token;
  }
}

const doorbell = {
  endpointId: 'doorbell-1',
  manufacturerName: 'Example',
  description: 'A doorbell that knows whether the door is open',
  friendlyName: 'Front door',
  displayCategories: ['DOORBELL'],
  capabilities: [
    { type: 'AlexaInterface', interface: 'Alexa.DoorbellEventSource', version: '3', proactivelyReported: true },
    {
      type: 'AlexaInterface',
      interface: 'Alexa.ContactSensor',
      version: '3',
      properties: { supported: [{ name: 'detectionState' }], proactivelyReported: true, retrievable: true },
    },
  ],
};

interface EventMessage {
  readonly event: { readonly header: object; readonly payload: object };
}

function event(namespace: string, name: string, { payload = {} }: { readonly payload?: object } = {}): EventMessage {
  return { event: { header: { namespace, name, messageId: randomUUID(), payloadVersion: '3' }, payload } };
}
