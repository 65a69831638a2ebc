import type { FormSchema } from '../form/form-schema.ts';

/** Whether a property converges to its last value, or every change of it counts. */
export type PropertyClass = 'level' | 'edge';

/**
 * One reportable property of an interface: the form of its value, its class unless an endpoint says otherwise, the
 * unit of a number and its documented range. `tolerated` are values that the official schema takes beside the
 * documented ones.
 */
export interface CapabilityProperty {
  readonly schema: FormSchema;
  readonly class: PropertyClass;
  readonly unit?: string;
  readonly range?: readonly [minimum: number, maximum: number];
  readonly tolerated?: readonly unknown[];
}

/**
 * One capability interface. `instance` says whether an endpoint has to name instances of it; `advised` asks for one in
 * discovery and takes state without. `events` are the names of its own events, `payloadVersion` is theirs and its
 * directives'. `needs` are members that its capability object must have in discovery.
 */
export interface Capability {
  readonly interface: string;
  readonly versions: readonly string[];
  readonly payloadVersion: string;
  readonly instance: 'required' | 'advised' | 'none';
  readonly properties: Readonly<Record<string, CapabilityProperty>>;
  readonly events: readonly string[];
  readonly directives: readonly string[];
  readonly needs?: readonly string[];
  readonly source: string;
}
