import { type Clock, createSeededRandom, type Log, type Random } from '@gatehouse/client/platform';
import type { Mode } from '@gatehouse/protocol';
import { createGatewayClock, type GatewayClock } from '../clock/gateway-clock.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { CustomerRegistry } from '../customer/customer-registry.ts';
import { createDirectiveSender, type DirectiveSender } from '../directive/directive-sender.ts';
import { createReplyDesk, type ReplyDesk } from '../directive/reply-desk.ts';
import { createSeenMessages, type SeenMessages } from '../effect/seen-messages.ts';
import type { Profile } from '../event/profile.ts';
import { FaultList } from '../fault/fault-list.ts';
import { createHomeRegistry, type HomeRegistry } from '../home/home-registry.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import { Limiter } from '../limit/limiter.ts';
import { LinkRegistry } from '../link/link-registry.ts';
import { createRoutineDesk, type RoutineDesk } from '../routine/routine-desk.ts';
import { RoutineRegistry } from '../routine/routine-registry.ts';
import { SkillRegistry } from '../skill/skill-registry.ts';
import { TokenRegistry } from '../token/token-registry.ts';

/** What a gateway runs on. */
export interface Machine {
  readonly config: GatewayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Everything that one gateway knows, for all three regions. Siblings in the folders named like the members; state is
 * kept in memory and goes with {@link resetHouse}.
 */
export interface House extends Machine {
  /** The gateway's own time: for codes, tokens, limits, directives and the journal. */
  readonly clock: GatewayClock;
  /** The machine's time: for whatever guards a connection, which a stopped clock must not hold. */
  readonly machineClock: Clock;
  /** The machine's randomness, or that of the configured seed. */
  readonly random: Random;
  readonly mode: Mode;
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
  /** The routines that customers have. */
  readonly routineBook: RoutineRegistry;
  /** Where they start and run. */
  readonly routines: RoutineDesk;
  /** Resolves when everything that was kept up to now is durable; undefined when it is so already. */
  untilDurable(): Promise<void> | undefined;
}

/** Makes an empty house. */
export function createHouse(machine: Machine): House {
  const { config, clock: machineClock, log } = machine;
  const clock = createGatewayClock({
    machine: machineClock,
    frozen: config.clockFrozen,
    ...(config.clockStartAt !== undefined && { startAt: config.clockStartAt }),
  });
  const random = config.seed === undefined ? machine.random : createSeededRandom(config.seed);
  const homes = createHomeRegistry();
  const replies = createReplyDesk(clock);
  const skills = new SkillRegistry();
  const customers = new CustomerRegistry();
  const links = new LinkRegistry();
  const routineBook = new RoutineRegistry();
  const journal = createJournal({ clock, machineClock, log, limit: config.journalLimit });
  const parts = { clock, skills, customers, links, homes, journal, routineBook };
  const routines = createRoutineDesk({ ...parts, exchange: ask => directives.exchange(ask) });
  const directives = createDirectiveSender({
    clock,
    random,
    log,
    mode: config.mode,
    homes,
    replies,
    routines,
    journal,
    allowedHosts: config.allowedDirectiveHosts,
  });
  return {
    config,
    clock,
    machineClock,
    random,
    log,
    mode: config.mode,
    profile: config.profile,
    faults: new FaultList(),
    limits: new Limiter(clock),
    untilDurable: () => undefined,
    skills,
    customers,
    links,
    tokens: new TokenRegistry(config, { clock, random }),
    homes,
    journal,
    replies,
    seenMessages: createSeenMessages(),
    directives,
    routineBook,
    routines,
  };
}

/**
 * Forgets everything: skills, customers, links, tokens, homes, journal; the clock begins anew as configured. Waits for
 * journal entries go on.
 */
export function resetHouse(house: House): void {
  house.routines.reset();
  house.routineBook.reset();
  house.skills.reset();
  house.customers.reset();
  house.links.reset();
  house.tokens.reset();
  house.homes.reset();
  house.replies.reset();
  house.seenMessages.reset();
  house.journal.reset();
  house.faults.reset();
  house.limits.reset();
  house.clock.reset();
}
