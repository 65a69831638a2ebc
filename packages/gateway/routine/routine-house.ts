import type { Clock } from '@gatehouse/client/platform';
import type { CustomerRegistry } from '../customer/customer-registry.ts';
import type { DirectiveAsk, DirectiveExchange } from '../directive/directive-exchange.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Journal } from '../journal/journal.ts';
import type { LinkRegistry } from '../link/link-registry.ts';
import type { SkillRegistry } from '../skill/skill-registry.ts';
import type { RoutineRegistry } from './routine-registry.ts';

/** What routines act in. */
export interface RoutineHouse {
  readonly clock: Clock;
  readonly skills: SkillRegistry;
  readonly customers: CustomerRegistry;
  readonly links: LinkRegistry;
  readonly homes: HomeRegistry;
  readonly journal: Pick<Journal, 'append'>;
  readonly routineBook: RoutineRegistry;
  /** Sends a directive and waits for its answer. Never rejects. */
  exchange(ask: DirectiveAsk): Promise<DirectiveExchange>;
}
