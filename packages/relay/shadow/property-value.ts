/** What names one property of an endpoint: interface, property and, where the interface has several, the instance. */
export interface PropertyKey {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
}

/** One sample of one property: the value as JSON, when it was taken (milliseconds since the epoch), how exactly. */
export interface Sample {
  readonly value: unknown;
  readonly timeOfSample: number;
  readonly uncertaintyInMilliseconds: number;
}

/** The classes of properties. */
export const PROPERTY_CLASSES = ['level', 'edge'] as const;

/** Whether a property converges to its last value or every change of it counts. */
export type PropertyClass = (typeof PROPERTY_CLASSES)[number];

/**
 * One property as the shadow knows it: `current` is the device's last word, `reported` is what Alexa has
 * accepted; absent when Alexa has none, or when nobody can know because an answer is still out. Of an edge property
 * it is absent as long as any report of it is to come, because each change of it has a report of its own: it is only
 * there when Alexa accepted the current sample. An instance is never the empty text.
 *
 * `stranded` is only there in the shadow of a claimed event, and only of an edge property: Alexa is not known to have its
 * current sample, and no report of it is to come. Its event was given up (expired, dropped), or what Alexa had was forgotten,
 * as after a new link. A sample of which Alexa refused a report is not stranded until it changes: with it every other report
 * of the endpoint might be refused too.
 */
export interface ShadowProperty extends PropertyKey {
  readonly class: PropertyClass;
  readonly current: Sample;
  readonly reported?: Sample;
  readonly stranded?: true;
}

/** One property with its value: what a report says. */
export interface PropertyValue extends PropertyKey, Sample {}

/**
 * A new current value for one property of a shadow. `forgetReported` makes Alexa's picture of it unknown, so that
 * it is reported even when the value is the one that Alexa has.
 */
export interface ShadowChange extends PropertyValue {
  readonly class: PropertyClass;
  readonly forgetReported: boolean;
}
