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

/** The shadows of a customer's endpoints. */
export interface ShadowStore {
  /** The shadow of an endpoint, registered or not; without properties when nothing is known. */
  readShadow(customer: string, endpointId: string): Promise<Shadow>;
}
