import type { FormSchema } from '../form/form-schema.ts';

/** Whether a property converges to its last value, or every change of it counts. */
export type PropertyClass = 'level' | 'edge';

/**
 * How well a statement is founded: `D` documentation, `S` the official schema, `A` Amazon's own samples and code, `P`
 * production code of others, `I` public issues, `inf` inferred, `?` unknown. Source: fact sheet, confidence marks.
 */
export type Confidence = 'D' | 'S' | 'A' | 'P' | 'I' | 'inf' | '?';

/** Whether an interface is to be used: `deprecated` still works, `retired` does not any more. */
export type Lifecycle = 'current' | 'deprecated' | 'retired';

/** A part of an interface that may be known or not. */
export type CapabilityPart = 'properties' | 'directives' | 'events' | 'configuration';

/**
 * One reportable property of an interface: the form of its value, its class unless an endpoint says otherwise, the
 * unit of a number and its documented range. `tolerated` are values that the official schema takes beside the
 * documented ones. `opaque` marks a value whose shape nobody has described: any is let through. `since` is the version
 * of the interface that brought it, `confidence` its own where it is not that of the interface.
 */
export interface CapabilityProperty {
  readonly schema: FormSchema;
  readonly class: PropertyClass;
  readonly unit?: string;
  readonly range?: readonly [minimum: number, maximum: number];
  readonly tolerated?: readonly unknown[];
  readonly opaque?: true;
  readonly since?: string;
  readonly confidence?: readonly Confidence[];
}

/**
 * The error responses that an interface has of its own: their namespace, which is the key of `errorTypes`, and their
 * payloadVersion. `name` is ErrorResponse unless given.
 */
export interface CapabilityErrors {
  readonly namespace: string;
  readonly payloadVersion: string;
  readonly name?: string;
}

/**
 * One capability interface. `instance` says whether an endpoint has to name instances of it; `advised` asks for one in
 * discovery and takes state without. `payloadVersion` is what its directives and own events are sent with,
 * `payloadVersions` all that are taken (`versions` unless given).
 *
 * `events` and `directives` are names; `eventPayloads` and `directivePayloads` give the forms that are known, a name
 * without one has a payload that nobody has described. `needs` are members that its capability object must have in
 * discovery; `configuration`, `configurations` and `members` are the forms of those that are its own; `semantics` are
 * allowed where it says so.
 *
 * `incomplete` lists the parts of which there is more than is known here; `opaque` marks an interface of which nothing
 * but the name is known: whatever it says is let through. `lifecycleSince` is the day the lifecycle changed.
 */
export interface Capability {
  readonly interface: string;
  readonly versions: readonly string[];
  readonly payloadVersion: string;
  readonly payloadVersions?: readonly string[];
  readonly instance: 'required' | 'advised' | 'none';
  readonly properties: Readonly<Record<string, CapabilityProperty>>;
  readonly events: readonly string[];
  readonly eventPayloads?: Readonly<Record<string, FormSchema>>;
  readonly directives: readonly string[];
  readonly directivePayloads?: Readonly<Record<string, FormSchema>>;
  readonly needs?: readonly string[];
  readonly configuration?: FormSchema;
  readonly configurations?: FormSchema;
  readonly members?: Readonly<Record<string, FormSchema>>;
  readonly semantics?: true;
  readonly errors?: CapabilityErrors;
  readonly incomplete?: readonly CapabilityPart[];
  readonly opaque?: true;
  readonly lifecycle: Lifecycle;
  readonly lifecycleSince?: string;
  readonly successor?: string;
  readonly source: string;
  readonly confidence: readonly Confidence[];
}
