/** A SimpleEvent that starts a routine. Without `skillId` the endpoint may be any skill's. */
export interface EventTrigger {
  readonly skillId?: string;
  readonly endpointId: string;
  /** The instance of SimpleEventSource; any when absent. */
  readonly instance?: string;
  /** The id of one of its supportedEvents. */
  readonly event: string;
}

/** A property that starts a routine when it changes to a value. */
export interface PropertyTrigger {
  readonly skillId?: string;
  readonly endpointId: string;
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly value: unknown;
}

/** A press of a doorbell that starts a routine. */
export interface DoorbellTrigger {
  readonly skillId?: string;
  readonly endpointId: string;
  readonly namespace: 'Alexa.DoorbellEventSource';
  readonly name: 'DoorbellPress';
}

/** What starts a routine. */
export type Trigger = EventTrigger | PropertyTrigger | DoorbellTrigger;

/** A directive that a routine sends. Without `skillId` it goes to the skill in whose part of the home the endpoint is. */
export interface RoutineAction {
  readonly skillId?: string;
  readonly endpointId: string;
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/**
 * One routine of a customer: when this happens, then send those directives, one after the other. Source:
 * simple-event-source interface, introduction; what a routine is made of is our choice, as no document says.
 */
export interface Routine {
  readonly routineId: string;
  readonly name?: string;
  readonly enabled: boolean;
  readonly when: Trigger;
  readonly then: readonly RoutineAction[];
}
