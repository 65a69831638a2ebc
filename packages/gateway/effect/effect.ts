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

/**
 * Endpoints that came, changed or went; `updated` also holds those that were registered anew as they were.
 * `undiscoverable` names those of a Discover.Response that break a documented rule: they are taken here, and would not
 * be discoverable.
 */
export interface CatalogueEffect {
  readonly type: 'catalogue';
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly undiscoverable?: readonly string[];
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

/** A camera's recordings came, changed or went; times as the event has them. */
export interface MediaEffect {
  readonly type: 'media';
  readonly endpointId: string;
  readonly change: 'created-or-updated' | 'deleted';
  readonly mediaIds: readonly string[];
  readonly cause?: string;
  readonly startTime?: string;
  readonly endTime?: string;
}

/** Alexa sends the magic packet to these addresses, for the TurnOn that waits. */
export interface WakeUpEffect {
  readonly type: 'wake-up';
  readonly endpointId: string;
  readonly directiveMessageId: string;
  readonly macAddresses: readonly string[];
}

/** Something was used up, by how much and when, or replaced. */
export interface InventoryEffect {
  readonly type: 'inventory';
  readonly endpointId: string;
  readonly instance?: string;
  readonly change: 'consumed' | 'replaced';
  readonly usage?: unknown;
  readonly timeOfSample?: string;
}

/** What a camera saw. */
export interface DetectionEffect {
  readonly type: 'detection';
  readonly endpointId: string;
  readonly objects: readonly {
    readonly eventIdentifier: string;
    readonly imageNetClass: string;
    readonly timeOfSample: string;
    readonly objectIdentifier?: string;
  }[];
}

/** An event of a security panel's alerts: siren, delay or chime; its name is all that is documented. */
export interface SecurityAlertEffect {
  readonly type: 'security-alert';
  readonly endpointId: string;
  readonly name: string;
}

/** An event of an interface whose further effect is not modelled: it is kept in the journal. */
export interface RecordedEffect {
  readonly type: 'recorded';
  readonly namespace: string;
  readonly name: string;
  readonly endpointId?: string;
  readonly instance?: string;
}

/** A routine that started; its directives have entries of their own. */
export interface RoutineEffect {
  readonly type: 'routine';
  readonly routineId: string;
  readonly name?: string;
  /** How many directives it sends. */
  readonly directives: number;
}

/** A notice that was taken; what its customers hear of it is told per customer. */
export interface NoticeEffect {
  readonly type: 'notice';
  readonly referenceId: string;
  readonly stage: 'development' | 'live';
  readonly audience: 'Multicast' | 'Unicast';
  /** Where it stood when it was taken: not `pending` when it was known at once that nobody will hear it. */
  readonly state: 'pending' | 'superseded' | 'withheld';
}

/** What an accepted event did to the customer's home. */
export type Effect =
  | StateEffect
  | ReplyEffect
  | CatalogueEffect
  | DoorbellEffect
  | SimpleEventEffect
  | SceneEffect
  | MediaEffect
  | WakeUpEffect
  | InventoryEffect
  | DetectionEffect
  | SecurityAlertEffect
  | RecordedEffect
  | RoutineEffect
  | NoticeEffect;
