import type { Random } from '@gatehouse/client/platform';
import { encodeEventId } from '../lane/bucket.ts';
import { encodePropertyKey } from '../shadow/property-key.ts';
import type { ShadowChange, ShadowProperty } from '../shadow/property-value.ts';
import type { Shadow } from '../shadow/shadow-store.ts';
import type { Intake, NewEvent } from './outbox-store.ts';
import { timeOrderedUuid } from './time-ordered-uuid.ts';

/** What an event is before it has an id. */
export type EventDraft = Omit<NewEvent, 'id' | 'messageId'> & { readonly messageId?: string };

/** Whose intake is drafted, and on which shadows; `at` in milliseconds since the epoch. */
export interface IntakeDraftOptions {
  readonly customer: string;
  readonly at: number;
  readonly shadows: ReadonlyMap<string, Shadow>;
  readonly random: Random;
}

/**
 * What one request adds, as it grows. A request may hold several events of one endpoint: each is decided on the
 * shadow as the ones before it leave it, and the store gets one entry for each endpoint.
 */
export class IntakeDraft {
  readonly customer: string;
  readonly at: number;
  readonly #random: Random;
  readonly #versions: ReadonlyMap<string, Shadow>;
  readonly #shadows = new Map<string, Shadow>();
  readonly #changes = new Map<string, Map<string, ShadowChange>>();
  readonly #events: NewEvent[] = [];

  constructor(options: IntakeDraftOptions) {
    this.customer = options.customer;
    this.at = options.at;
    this.#random = options.random;
    this.#versions = options.shadows;
  }

  /** The shadow of an endpoint as this draft leaves it. */
  shadowOf(endpointId: string): Shadow {
    return this.#shadows.get(endpointId) ?? this.#versions.get(endpointId) ?? { version: 0, properties: [] };
  }

  /** Adds an event and answers it with its id; without a `messageId` it gets a fresh one. */
  addEvent(draft: EventDraft): NewEvent {
    const id = encodeEventId(this.customer, timeOrderedUuid(this.#random.uuid(), this.at));
    const event: NewEvent = { ...draft, id, messageId: draft.messageId ?? this.#random.uuid() };
    this.#events.push(event);
    return event;
  }

  /** Changes the shadow of an endpoint. */
  addChanges(endpointId: string, changes: readonly ShadowChange[]): void {
    if (changes.length === 0) return;
    const pending = this.#changes.get(endpointId) ?? new Map<string, ShadowChange>();
    const shadow = this.shadowOf(endpointId);
    const properties = new Map(shadow.properties.map(property => [encodePropertyKey(property), property]));
    for (const change of changes) {
      const key = encodePropertyKey(change);
      const forgetReported = change.forgetReported || pending.get(key)?.forgetReported === true;
      pending.set(key, { ...change, forgetReported });
      properties.set(key, applyChange(properties.get(key), change));
    }
    this.#changes.set(endpointId, pending);
    this.#shadows.set(endpointId, { version: shadow.version, properties: [...properties.values()] });
  }

  /** Whether there is anything to commit. */
  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#changes.size === 0;
  }

  /** The whole, for the store. */
  toIntake(): Intake {
    const shadows = [...this.#changes].map(([endpointId, changes]) => ({
      endpointId,
      expectedVersion: this.shadowOf(endpointId).version,
      properties: [...changes.values()],
    }));
    return { customer: this.customer, at: this.at, shadows, events: this.#events };
  }
}

function applyChange(property: ShadowProperty | undefined, change: ShadowChange): ShadowProperty {
  const { forgetReported, value, timeOfSample, uncertaintyInMilliseconds, ...rest } = change;
  const reported = forgetReported ? undefined : property?.reported;
  return {
    ...rest,
    current: { value, timeOfSample, uncertaintyInMilliseconds },
    ...(reported === undefined ? {} : { reported }),
  };
}
