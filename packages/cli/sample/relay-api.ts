import { callJson, callOk, type JsonAnswer } from './call-json.ts';
import type { Device } from './device.ts';
import type { SampledProperty } from './device-home.ts';
import { SAMPLE } from './sample-names.ts';

/** What the relay answers to a state change: which events it made, and what was no news. */
export interface StateAnswer {
  readonly accepted: readonly { readonly id: string; readonly class: string }[];
  readonly unchanged: readonly unknown[];
}

/** What the relay answers to raw events. */
export interface EventsAnswer {
  readonly accepted: readonly { readonly id: string; readonly index: number }[];
  readonly rejected: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
}

/** The calls that the sample's device cloud makes to the relay; every one for the sample's customer. */
export class RelayApi {
  readonly #url: string;
  readonly #base: string;

  /** @param url the relay's address, without a trailing slash */
  constructor(url: string) {
    this.#url = url;
    this.#base = `${url}/v1/customers/${SAMPLE.customer}`;
  }

  /** Registers a device. */
  async putEndpoint(device: Device): Promise<void> {
    await callOk({ method: 'PUT', url: this.#endpoint(device.endpointId), body: device.description });
  }

  /** Takes a device out of the registry. */
  async deleteEndpoint(endpointId: string): Promise<void> {
    await callOk({ method: 'DELETE', url: this.#endpoint(endpointId) });
  }

  /** Reports what changed on a device. */
  patchState(
    endpointId: string,
    change: { cause: string; properties: readonly SampledProperty[] },
  ): Promise<StateAnswer> {
    return callOk({ method: 'PATCH', url: `${this.#endpoint(endpointId)}/state`, body: change });
  }

  /** Hands in a whole event; 422 with the reasons is an answer, too. */
  async postEvent(event: unknown): Promise<EventsAnswer> {
    const { body } = await callJson({ method: 'POST', url: `${this.#base}/events`, body: event });
    return body as EventsAnswer;
  }

  /** What became of an event: the relay's view of it. */
  readEvent(id: string): Promise<{ readonly messageId: string; readonly status: string }> {
    return callOk({ method: 'GET', url: `${this.#url}/v1/events/${id}` });
  }

  /** Forwards a directive, naming whose it is; answers what the skill has to answer. */
  postDirective(directive: unknown, region: string): Promise<JsonAnswer> {
    return callJson({
      method: 'POST',
      url: `${this.#url}/v1/directives`,
      body: directive,
      headers: { 'gatehouse-customer': SAMPLE.customer, 'gatehouse-region': region },
    });
  }

  #endpoint(endpointId: string): string {
    return `${this.#base}/endpoints/${endpointId}`;
  }
}
