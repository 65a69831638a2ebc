import { type Notice, parseTimestamp, type Region } from '@gatehouse/protocol';
import type { HouseCustomer, Stage } from './notice-house.ts';

/** Why a notice was not heard by a customer, or that it was. */
export type Fate = 'elsewhere' | 'expired' | 'foreign' | 'heard' | 'replaced' | 'unsubscribed';

/** One version of a notice as the model remembers it; times in milliseconds since the epoch. */
export interface Version {
  readonly referenceId: string;
  readonly stage: Stage;
  readonly region: Region;
  readonly event: string;
  /** Undefined for everybody. */
  readonly user: string | undefined;
  readonly timestamp: number;
  readonly expiresAt: number;
  readonly takenAt: number;
  /** The locales of its texts; undefined where it refers to none. */
  readonly locales: readonly string[] | undefined;
}

/** Something that a customer hears. */
export interface Hearing {
  readonly version: Version;
  readonly at: number;
  /** The device's locale then. */
  readonly locale: string;
}

interface Known extends HouseCustomer {
  /** Multicasts before this one are not for the customer. */
  readonly fromNumber: number;
}

interface Waiting {
  readonly version: Version;
  readonly number: number;
  readonly dueAt: number;
}

/**
 * What customers ought to hear, by another hand than the gateway's: from the pages of the Proactive Events API and the
 * sentences of the gateway's README alone. It goes forward in time and decides each notice when it is due, where the
 * gateway decides when it is asked. Source: proactive events API, Create event, Update event; notice sheet 2.
 */
export class NoticeModel {
  readonly #delayMs: number;
  readonly #customers = new Map<string, Known>();
  readonly #versions = new Map<string, Version[]>();
  readonly #hearings = new Map<string, Hearing[]>();
  #waiting: Waiting[] = [];
  #number = 0;
  /** How many notices met each fate, once for each customer. */
  readonly fates: Record<Fate, number> = {
    elsewhere: 0,
    expired: 0,
    foreign: 0,
    heard: 0,
    replaced: 0,
    unsubscribed: 0,
  };

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Whoever comes, or moves to another region, hears nothing of what was sent to everybody before. */
  put(customer: HouseCustomer): void {
    const before = this.#customers.get(customer.userId);
    const stays = before?.region === customer.region;
    this.#customers.set(customer.userId, { ...customer, fromNumber: stays ? before.fromNumber : this.#number });
  }

  remove(userId: string): void {
    this.#customers.delete(userId);
    this.#hearings.delete(userId);
  }

  /** Decides what is due up to a time; what is due at that very time as well. */
  advance(now: number): void {
    const rest = this.#waiting.findIndex(({ dueAt }) => dueAt > now);
    const due = rest === -1 ? this.#waiting.splice(0) : this.#waiting.splice(0, rest);
    for (const waiting of due) this.#decide(waiting);
  }

  /** The status that a notice should be answered, which counts from then on when that is 202. */
  post(notice: Notice, { now, region, stage }: { now: number; region: Region; stage: Stage }): number {
    const version = readVersion(notice, { now, region, stage });
    const { user } = version;
    if (user !== undefined && !this.#mayBeTold(version, user)) return 403;
    const known = this.#versions.get(keyOf(version)) ?? [];
    if (known.some(({ timestamp }) => timestamp === version.timestamp)) return 409;
    this.#versions.set(keyOf(version), [...known, version]);
    this.#number += 1;
    this.#waiting.push({ version, number: this.#number, dueAt: now + this.#delayMs });
    return 202;
  }

  /** What a customer has heard since the last time that this was asked. */
  takeHearings(userId: string): readonly Hearing[] {
    const hearings = this.#hearings.get(userId) ?? [];
    this.#hearings.delete(userId);
    return hearings;
  }

  /** A notice to a customer who is in another region is taken in silence; nobody is asked there. */
  #mayBeTold({ region, event }: Version, user: string): boolean {
    const customer = this.#customers.get(user);
    if (customer === undefined) return false;
    return customer.region !== region || (customer.events ?? []).includes(event);
  }

  #decide({ version, number, dueAt }: Waiting): void {
    if (version.user !== undefined) {
      const customer = this.#customers.get(version.user);
      if (customer !== undefined) this.#tell(customer, version, dueAt);
      return;
    }
    for (const customer of this.#customers.values()) {
      if (customer.region === version.region && customer.fromNumber < number) this.#tell(customer, version, dueAt);
    }
  }

  #tell(customer: Known, version: Version, at: number): void {
    const fate = this.#fateOf(customer, version, at);
    this.fates[fate] += 1;
    if (fate !== 'heard') return;
    const hearing = { version, at, locale: customer.locale };
    const hearings = this.#hearings.get(customer.userId);
    if (hearings === undefined) this.#hearings.set(customer.userId, [hearing]);
    else hearings.push(hearing);
  }

  /** The latest timestamp replaces earlier instances; what is still pending at its expiry is deleted. */
  #fateOf({ region, events, locale }: Known, version: Version, at: number): Fate {
    if (at >= version.expiresAt) return 'expired';
    const versions = this.#versions.get(keyOf(version)) ?? [];
    if (versions.some(({ timestamp }) => timestamp > version.timestamp)) return 'replaced';
    if (region !== version.region) return 'elsewhere';
    if (!(events ?? []).includes(version.event)) return 'unsubscribed';
    const language = locale.slice(0, 2);
    return version.locales?.some(known => known.startsWith(language)) === false ? 'foreign' : 'heard';
  }
}

function keyOf({ stage, region, referenceId, user }: Version): string {
  return `${stage} ${region} ${referenceId} ${user ?? 'everybody'}`;
}

/** A version as it was posted. */
export function readVersion(notice: Notice, place: { now: number; region: Region; stage: Stage }): Version {
  const { referenceId, timestamp, expiryTime, event, localizedAttributes = [], relevantAudience } = notice;
  const refers = localizedAttributes.some(attributes => Object.keys(attributes).length > 1);
  return {
    ...{ referenceId, stage: place.stage, region: place.region, event: event.name, takenAt: place.now },
    user: relevantAudience.type === 'Unicast' ? relevantAudience.payload.user : undefined,
    timestamp: parseTimestamp(timestamp) ?? Number.NaN,
    expiresAt: parseTimestamp(expiryTime) ?? Number.NaN,
    locales: refers ? localizedAttributes.map(({ locale }) => locale) : undefined,
  };
}
