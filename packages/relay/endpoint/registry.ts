import type { Clock, Random } from '@gatehouse/client/platform';
import {
  encodeCanonicalJson,
  GatehouseError,
  isJsonObject,
  type JsonObject,
  validateDiscoveryEndpoint,
} from '@gatehouse/protocol';
import { encodeEventId } from '../lane/bucket.ts';
import type { NewEvent } from '../outbox/outbox-store.ts';
import { parseDescription } from './description.ts';
import type { EndpointStore } from './endpoint-store.ts';
import { checkClasses, discoveryObjectOf } from './property-classes.ts';

/** What the registry works with. */
export interface RegistryOptions {
  readonly store: EndpointStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Told of a customer after each commit that announces something. */
  readonly wake: (customer: string) => void;
}

/** Names one endpoint. */
export interface EndpointName {
  readonly customer: string;
  readonly endpointId: string;
}

/** What a registration did; `event` is the id of the event that tells Alexa, if one was queued. */
export interface Registration {
  readonly result: 'created' | 'changed' | 'unchanged';
  readonly event?: string;
}

/** The endpoints of customers, and what Alexa is told about them. */
export class Registry {
  readonly #options: RegistryOptions;

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /**
   * Registers an endpoint or replaces its description. The description is kept as canonical JSON, so that another
   * order of its members is no change.
   *
   * @param description the discovery endpoint object; its `endpointId` may be left out, and the classes of properties may
   * stand beside it (`property-classes.ts`)
   * @throws GatehouseError `invalid-request` when it is no object, names another endpoint or gives classes that it must
   * not; `invalid-message` with the problems as detail when it breaks a rule of discovery
   */
  async putEndpoint(name: EndpointName, description: unknown): Promise<Registration> {
    const { store, clock, wake } = this.#options;
    const announce = this.#announcement(name, 'put');
    const put = await store.putEndpoint({
      customer: name.customer,
      endpoint: { endpointId: name.endpointId, description: encodeCanonicalJson(checkDescription(name, description)) },
      at: clock.now(),
      announce,
    });
    if (!put.announced) return { result: put.result };
    wake(name.customer);
    return { result: put.result, event: announce.id };
  }

  /**
   * Forgets an endpoint with its states; of one that never was registered, the states alone.
   *
   * @throws GatehouseError `unknown-endpoint` when neither is known
   */
  async deleteEndpoint(name: EndpointName): Promise<void> {
    const { store, clock, wake } = this.#options;
    const announce = this.#announcement(name, 'delete');
    const removal = await store.deleteEndpoint({ ...name, at: clock.now(), announce });
    if (!removal.deleted) throw unknownEndpoint(name);
    if (removal.announced) wake(name.customer);
  }

  /**
   * The discovery endpoint object of an endpoint, with whatever was registered beside it.
   *
   * @throws GatehouseError `unknown-endpoint`
   */
  async readEndpoint(name: EndpointName): Promise<JsonObject> {
    const endpoint = await this.#options.store.readEndpoint(name.customer, name.endpointId);
    if (endpoint === undefined) throw unknownEndpoint(name);
    return parseDescription(endpoint);
  }

  /** The same of all endpoints of a customer, in the order of their ids. */
  async listEndpoints(filter: { customer: string; after?: string; limit: number }): Promise<JsonObject[]> {
    const endpoints = await this.#options.store.listEndpoints(filter);
    return endpoints.map(parseDescription);
  }

  #announcement(name: EndpointName, type: 'put' | 'delete'): NewEvent {
    const { random } = this.#options;
    return {
      id: encodeEventId(name.customer, random.uuid()),
      class: 'catalogue',
      kind: type === 'put' ? 'AddOrUpdateReport' : 'DeleteReport',
      messageId: random.uuid(),
      orderKey: name.endpointId,
      endpointId: name.endpointId,
      draft: { type },
    };
  }
}

function checkDescription(name: EndpointName, description: unknown): JsonObject {
  if (!isJsonObject(description)) {
    throw new GatehouseError('invalid-request', 'The body is not an object; allowed is a discovery endpoint object', {
      pointer: '',
    });
  }
  const { endpointId = name.endpointId } = description;
  if (endpointId !== name.endpointId) {
    const message = `The body describes endpoint ${String(endpointId)}, the path names ${name.endpointId}; they must be the same`;
    throw new GatehouseError('invalid-request', message, { pointer: '/endpointId' });
  }
  const complete = { ...description, endpointId };
  const problems = validateDiscoveryEndpoint(discoveryObjectOf(complete));
  const error = problems.find(problem => problem.severity === 'error');
  if (error !== undefined) {
    throw new GatehouseError('invalid-message', error.message, { pointer: error.pointer, detail: problems });
  }
  checkClasses(complete);
  return complete;
}

function unknownEndpoint({ customer, endpointId }: EndpointName): GatehouseError {
  const message = `Endpoint ${endpointId} of customer ${customer} is not registered; register it first`;
  return new GatehouseError('unknown-endpoint', message);
}
