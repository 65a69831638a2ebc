import type { Clock, Log, Random } from '@gatehouse/client/platform';
import type { Mode } from '@gatehouse/protocol';
import { createGatewayClock, type GatewayClock } from '../clock/gateway-clock.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { CustomerRegistry } from '../customer/customer-registry.ts';
import { createDirectiveSender, type DirectiveSender } from '../directive/directive-sender.ts';
import type { PostJson } from '../directive/post-json.ts';
import { createReplyDesk, type ReplyDesk } from '../directive/reply-desk.ts';
import { createSeenMessages, type SeenMessages } from '../effect/seen-messages.ts';
import type { Profile } from '../event/profile.ts';
import { FaultList } from '../fault/fault-list.ts';
import { createHomeRegistry, type HomeRegistry } from '../home/home-registry.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import { Limiter } from '../limit/limiter.ts';
import { LinkRegistry } from '../link/link-registry.ts';
import { NoticeBook } from '../notice/notice-book.ts';
import type { Keep, StateRecord, StateRoom } from '../record/state-record.ts';
import { createRoutineDesk, type RoutineDesk } from '../routine/routine-desk.ts';
import { RoutineRegistry } from '../routine/routine-registry.ts';
import { SkillRegistry } from '../skill/skill-registry.ts';
import { createMemoryStore, type StateStore } from '../store/state-store.ts';
import { createSkillEventSender, type SkillEventSender } from '../subscription/skill-event-sender.ts';
import { TokenRegistry } from '../token/token-registry.ts';
import { createHouseRandom, type HouseRandom } from './house-random.ts';

/** What a gateway runs on. */
export interface Machine {
  readonly config: GatewayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How directives leave; default over HTTP. */
  readonly post?: PostJson;
}

/**
 * Everything that one gateway knows, for all three regions. Siblings in the folders named like the members. The state of
 * the rooms lies in memory; each tells the store of its changes. It goes with {@link resetHouse}.
 */
export interface House extends Machine {
  /** The gateway's own time: for codes, tokens, limits, directives and the journal. */
  readonly clock: GatewayClock;
  /** The machine's time: for whatever guards a connection, which a stopped clock must not hold. */
  readonly machineClock: Clock;
  /** The machine's randomness, or that of the configured seed. */
  readonly random: HouseRandom;
  readonly mode: Mode;
  /** Where the state of the rooms outlives the process, if it does. */
  readonly store: StateStore;
  /** Every room that holds state, those first whose records others build on. */
  readonly rooms: readonly StateRoom[];
  readonly profile: Profile;
  readonly faults: FaultList;
  readonly limits: Limiter;
  readonly skills: SkillRegistry;
  readonly customers: CustomerRegistry;
  readonly links: LinkRegistry;
  readonly tokens: TokenRegistry;
  readonly homes: HomeRegistry;
  readonly journal: Journal;
  readonly replies: ReplyDesk;
  readonly seenMessages: SeenMessages;
  readonly directives: DirectiveSender;
  /** The notices that were taken, and what becomes of them. */
  readonly notices: NoticeBook;
  /** Tells skills of what their customers allow. */
  readonly skillEvents: SkillEventSender;
  /** The routines that customers have. */
  readonly routineBook: RoutineRegistry;
  /** Where they start and run. */
  readonly routines: RoutineDesk;
  /** Resolves when everything that was kept up to now is durable; undefined when it is so already. */
  untilDurable(): Promise<void> | undefined;
}

/** Makes an empty house, whose rooms tell `store` of their changes; without one the state ends with the process. */
export function createHouse(machine: Machine, store: StateStore = createMemoryStore()): House {
  const { config, clock: machineClock, log, post } = machine;
  const rooms = createRooms(machine, store.keep);
  const { clock, random, limits, faults, skills, customers, links, tokens, homes } = rooms;
  const { routineBook, notices, seenMessages, journal } = rooms;
  const replies = createReplyDesk(clock);
  const parts = { clock, skills, customers, links, homes, journal, routineBook };
  const routines = createRoutineDesk({ ...parts, exchange: ask => directives.exchange(ask) });
  const sending = { allowedHosts: config.allowedDirectiveHosts, ...(post !== undefined && { post }) };
  const directives = createDirectiveSender({
    ...{ clock, random, log, homes, replies, routines, journal, mode: config.mode },
    ...sending,
  });
  const skillEvents = createSkillEventSender({
    ...{ clock, machineClock, random, log, journal, timeoutMs: config.skillEventTimeoutMs },
    ...sending,
  });
  return {
    ...rooms,
    ...{ config, machineClock, log, mode: config.mode, profile: config.profile, store },
    ...{ replies, directives, skillEvents, routines },
    rooms: [
      clock,
      limits,
      faults,
      skills,
      customers,
      links,
      tokens,
      homes,
      routineBook,
      notices,
      seenMessages,
      journal,
    ],
    untilDurable: () => store.untilDurable(),
  };
}

type Rooms = Pick<
  House,
  | ('clock' | 'random' | 'limits' | 'faults' | 'skills' | 'customers' | 'links')
  | ('tokens' | 'homes' | 'routineBook' | 'notices' | 'seenMessages' | 'journal')
>;

/** The rooms that hold state, and the randomness that their ids come from. */
function createRooms({ config, clock: machineClock, random: machineRandom, log }: Machine, keep: Keep): Rooms {
  const clock = createGatewayClock({
    machine: machineClock,
    frozen: config.clockFrozen,
    keep,
    ...(config.clockStartAt !== undefined && { startAt: config.clockStartAt }),
  });
  const random = createHouseRandom(machineRandom, config.seed);
  return {
    clock,
    random,
    limits: new Limiter(clock, keep),
    faults: new FaultList(keep),
    skills: new SkillRegistry(keep),
    customers: new CustomerRegistry(keep),
    links: new LinkRegistry(keep),
    tokens: new TokenRegistry(config, { clock, random, keep }),
    homes: createHomeRegistry(undefined, keep),
    routineBook: new RoutineRegistry(keep),
    notices: new NoticeBook({ clock, keep, fallback: config.noticeLocaleFallback }),
    seenMessages: createSeenMessages(undefined, keep),
    journal: createJournal({ clock, machineClock, log, limit: config.journalLimit, keep }),
  };
}

/**
 * Forgets everything: skills, customers, links, tokens, homes, faults, limits, routines, journal; the clock begins anew as
 * configured. Waits for journal entries go on.
 */
export function resetHouse(house: House): void {
  emptyHouse(house);
  house.store.replace(recordsOf(house));
}

/** Everything that the house knows. The records of links hold the grantee tokens in clear. */
export function* recordsOf(house: House): Generator<StateRecord> {
  for (const room of house.rooms) yield* room.records();
}

/** Empties the house without a word to the store. */
export function emptyHouse(house: House): void {
  house.routines.reset();
  house.replies.reset();
  for (const room of house.rooms.toReversed()) room.reset();
}
