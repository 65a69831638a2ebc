import type { ReplyDesk } from '../directive/reply-desk.ts';
import type { HomeKey } from '../home/home.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { RoutineStarter } from '../routine/routine-starter.ts';
import type { Applied } from './applied.ts';
import type { SeenMessages } from './seen-messages.ts';

/** An event that the gateway has accepted. Its shape is looked at closely only in strict mode, so nothing of it is taken for granted. */
export interface AcceptedEvent extends HomeKey {
  readonly event: unknown;
  /** As `kindOf` of the protocol tells it. */
  readonly kind: string;
  /**
   * Whether no rule of messages has anything to say about it, not even to warn; then the values in it are those of their
   * interfaces, and what its endpoint declares alone remains to be judged. Default false.
   */
  readonly isSound?: boolean;
  /** When it came, by the gateway's clock, in milliseconds since the epoch. */
  readonly at: number;
}

/** What accepted events act on. */
export interface EffectScope {
  readonly homes: HomeRegistry;
  readonly replies: ReplyDesk;
  readonly seenMessages: SeenMessages;
  readonly routines: RoutineStarter;
}

/** What happens for one kind of event. */
export type EffectRule = (accepted: AcceptedEvent, scope: EffectScope) => Applied;
