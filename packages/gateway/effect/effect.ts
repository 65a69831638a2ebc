/** A property value that Alexa took over; `changed` is false when only its time is newer. */
export interface StateEffect {
  readonly type: 'state';
  readonly endpointId: string;
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly value: unknown;
  readonly timeOfSample: string;
  readonly changed: boolean;
}

/** A directive that was waiting got this as its answer. */
export interface ReplyEffect {
  readonly type: 'reply';
  readonly directiveMessageId: string;
  readonly correlationToken: string;
  readonly endpointId?: string;
  readonly tookMs: number;
  /** The type of the error, when the answer was one. */
  readonly error?: string;
}

/** Endpoints that came, changed or went; `updated` also holds those that were registered anew as they were. */
export interface CatalogueEffect {
  readonly type: 'catalogue';
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/** Echo devices say that somebody is at the door. */
export interface DoorbellEffect {
  readonly type: 'doorbell';
  readonly endpointId: string;
  readonly friendlyName: string;
  readonly timestamp?: string;
}

/** An event that routines can start from. */
export interface SimpleEventEffect {
  readonly type: 'simple-event';
  readonly endpointId: string;
  readonly instance: string;
  readonly id?: string;
  readonly timestamp?: string;
}

/** A scene that began or ended. */
export interface SceneEffect {
  readonly type: 'scene';
  readonly endpointId: string;
  readonly state: 'activated' | 'deactivated';
}

/** An event of an interface whose further effect is not modelled: it is kept in the journal. */
export interface RecordedEffect {
  readonly type: 'recorded';
  readonly namespace: string;
  readonly name: string;
  readonly endpointId?: string;
}

/** What an accepted event did to the customer's home. */
export type Effect =
  | StateEffect
  | ReplyEffect
  | CatalogueEffect
  | DoorbellEffect
  | SimpleEventEffect
  | SceneEffect
  | RecordedEffect;
