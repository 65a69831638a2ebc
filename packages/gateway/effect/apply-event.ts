import type { AlexaEvent } from '@gatehouse/protocol';
import type { ReplyDesk } from '../directive/reply-desk.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { Effect } from './effect.ts';
import type { SeenMessages } from './seen-messages.ts';

/** An event that the gateway has accepted. */
export interface AcceptedEvent {
  readonly event: AlexaEvent;
  /** As `kindOf` of the protocol tells it. */
  readonly kind: string;
  readonly skillId: string;
  readonly userId: string;
  /** When it came, by the gateway's clock, in milliseconds since the epoch. */
  readonly at: number;
}

/** What accepted events act on. */
export interface EffectScope {
  readonly homes: HomeRegistry;
  readonly replies: ReplyDesk;
  readonly seenMessages: SeenMessages;
}

/**
 * What an event did; spread it into the journal's entry. `reason` is there when something that the event reports had no effect,
 * `ignored` then says so of each part.
 */
export interface Applied {
  readonly effects: readonly Effect[];
  readonly reason?: Reason;
  readonly ignored?: readonly Reason[];
}
