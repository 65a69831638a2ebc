import type { ShadowProperty } from './property-value.ts';

/**
 * The shadow of one endpoint. `version` is 0 for an endpoint without any state and grows with each change of its
 * current values, not of the reported ones: whoever decides on a shadow hands its version back with the decision, and
 * the store refuses it if the shadow has moved.
 */
export interface Shadow {
  readonly version: number;
  readonly properties: readonly ShadowProperty[];
}

/** An endpoint of a customer. */
export interface EndpointRef {
  readonly customer: string;
  readonly endpointId: string;
}

/** Which divergent endpoints to list: of everybody or of one customer; a page of at most `limit`, after an endpoint. */
export interface DivergentFilter {
  readonly customer?: string;
  readonly after?: EndpointRef;
  readonly limit: number;
}

/** A page of divergent endpoints. `next` is there when there may be more, even if the page is empty. */
export interface DivergentPage {
  readonly items: readonly EndpointRef[];
  readonly next?: EndpointRef;
}

/**
 * What is to be forgotten: Alexa's picture of an endpoint, or of all endpoints of a customer. Of a whole customer it can
 * also be noted that it is to be forgotten once more at `againAt`, in milliseconds since the epoch, in the place of any
 * earlier note; and that the note `doneAt` is done with, unless another has taken its place.
 */
export interface ForgetOrder {
  readonly customer: string;
  readonly endpointId?: string;
  readonly againAt?: number;
  readonly doneAt?: number;
}

/** The shadows of a customer's endpoints. */
export interface ShadowStore {
  /** The shadow of an endpoint, registered or not; without properties when nothing is known. */
  readShadow(customer: string, endpointId: string): Promise<Shadow>;
  /**
   * Endpoints of which Alexa has another state than the device, or nobody knows what she has, and that nothing is on
   * its way for: a level property's `reported` is absent or another value than `current`, no level event of the
   * endpoint is pending or in flight, and the customer's link is active. In an order of the store's own. A page looks
   * at a bounded number of endpoints, so it may be short or empty while there are more: go on from `next`.
   */
  listDivergent(filter: DivergentFilter): Promise<DivergentPage>;
  /**
   * Alexa's picture of an endpoint, or of all endpoints of a customer, is unknown from now on: forgets `reported`,
   * and what is in flight at this moment will not bring it back. A customer of whom nothing is known is none to forget.
   */
  forgetReported(forget: ForgetOrder): Promise<void>;
  /**
   * Forgets once more of each customer of whom that was noted for `until` or earlier, earliest first, and at most `limit`
   * of them; the notes are done with. Answers of whom it was. What moves to another region waits for its new home.
   */
  forgetDue(due: { until: number; limit: number }): Promise<readonly string[]>;
}
