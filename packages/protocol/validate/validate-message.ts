import type { Problem } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';

/**
 * How to judge a message. `mode` is strict unless given. `posted`, true unless given: the message is as it is posted
 * to `/v3/events`, with its scope; false: it is a direct answer, or the scope is still to be added.
 */
export interface ValidateOptions {
  readonly mode?: Mode;
  readonly posted?: boolean;
}

/** Judges an event: every problem, in the order of the message; an event without errors may be sent. */
export function validateEvent(value: unknown, options?: ValidateOptions): Problem[] {
  void value;
  void options;
  return [];
}

/** Judges a directive. */
export function validateDirective(value: unknown, options?: Pick<ValidateOptions, 'mode'>): Problem[] {
  void value;
  void options;
  return [];
}

/** Judges one endpoint as discovery describes it. */
export function validateDiscoveryEndpoint(value: unknown, options?: Pick<ValidateOptions, 'mode'>): Problem[] {
  void value;
  void options;
  return [];
}

/**
 * Judges state properties as a device cloud hands them in: time and uncertainty may be missing. With `description`,
 * the endpoint's discovery object, the properties also have to be declared and proactively reported.
 */
export function validateState(
  properties: unknown,
  options?: { readonly description?: unknown; readonly endpointId?: string },
): Problem[] {
  void properties;
  void options;
  return [];
}
