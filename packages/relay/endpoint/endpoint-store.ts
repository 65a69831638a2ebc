import type { NewEvent } from '../outbox/outbox-store.ts';

/** One registered endpoint; `description` is the JSON text of the discovery endpoint object, with what is registered beside it. */
export interface StoredEndpoint {
  readonly endpointId: string;
  readonly description: string;
}

/** The endpoints that a customer has. */
export interface EndpointStore {
  /** One endpoint, or undefined. */
  readEndpoint(customer: string, endpointId: string): Promise<StoredEndpoint | undefined>;
  /** Endpoints in the order of their ids; `limit` at most, after the id `after`. */
  listEndpoints(filter: { customer: string; after?: string; limit: number }): Promise<readonly StoredEndpoint[]>;
  /** How many endpoints a customer has. */
  countEndpoints(customer: string): Promise<number>;
  /**
   * Registers an endpoint or replaces its description, and queues `announce` in the same transaction if the
   * description changed in what Alexa is told of it and the customer's link is active (Alexa asks with Discover after
   * every new link). Compared as text it tells whether anything changed at all; as JSON, whether Alexa is told of it
   * (`isSameToAlexa`).
   */
  putEndpoint(put: {
    customer: string;
    endpoint: StoredEndpoint;
    at: number;
    announce: NewEvent;
  }): Promise<{ readonly result: 'created' | 'changed' | 'unchanged'; readonly announced: boolean }>;
  /**
   * Forgets an endpoint with its shadow and drops its unsent level and catalogue events (as `coalesced` into
   * `announce` if that is queued, else as `dropped`); queues `announce` if the link is active. Of an endpoint that is not
   * registered it forgets the shadow alone. `deleted` is false when there was neither.
   */
  deleteEndpoint(removal: {
    customer: string;
    endpointId: string;
    at: number;
    announce: NewEvent;
  }): Promise<{ readonly deleted: boolean; readonly announced: boolean }>;
}
