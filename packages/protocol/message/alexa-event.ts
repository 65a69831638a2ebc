import type { Header } from './header.ts';
import type { Scope } from './scope-schema.ts';
import type { StateProperty } from './state-property.ts';

/** The endpoint of an event, loosely: an id, perhaps a scope, perhaps more. */
export interface EventEndpoint {
  readonly endpointId: string;
  readonly scope?: Scope;
  readonly [member: string]: unknown;
}

/** What every event has in common, whatever its kind: for code that carries events without reading them closely. */
export interface AlexaEvent {
  readonly event: {
    readonly header: Header;
    readonly endpoint?: EventEndpoint;
    readonly payload: Readonly<Record<string, unknown>>;
  };
  readonly context?: { readonly properties?: readonly StateProperty[] };
}
