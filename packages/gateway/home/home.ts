import type { Region } from '@gatehouse/protocol';

/** Whose endpoints: those of one skill in one customer's home. */
export interface HomeKey {
  readonly userId: string;
  readonly skillId: string;
}

/** A property as Alexa knows it; `timeOfSample` is ISO 8601 UTC with milliseconds. */
export interface PropertyView {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly value: unknown;
  readonly timeOfSample: string;
  readonly uncertaintyInMilliseconds: number;
}

/** An endpoint as Alexa knows it; `capabilities` as the skill described them. */
export interface EndpointView {
  readonly skillId: string;
  readonly endpointId: string;
  readonly friendlyName: string;
  readonly displayCategories: readonly unknown[];
  readonly capabilities: readonly unknown[];
  readonly properties: readonly PropertyView[];
}

/** One customer's home as Alexa sees it: the answer of `GET /_gatehouse/homes/{userId}`. */
export interface HomeView {
  readonly userId: string;
  readonly region: Region;
  readonly endpoints: readonly EndpointView[];
}
