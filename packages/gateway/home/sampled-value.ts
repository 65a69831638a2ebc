/** A property value; `at` is its timeOfSample in milliseconds since the epoch. */
export interface SampledValue {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly value: unknown;
  readonly at: number;
  readonly uncertaintyInMilliseconds: number;
}
