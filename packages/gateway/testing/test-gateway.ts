import type { Customer } from '../customer/customer.ts';
import type { CustomerBody } from '../customer/customer-schema.ts';
import type { DirectiveSpec } from '../directive/directive.ts';
import type { DirectiveExchange } from '../directive/directive-exchange.ts';
import type { FaultRule } from '../fault/fault.ts';
import type { GatewayUrls } from '../gateway.ts';
import type { HomeKey, HomeView } from '../home/home.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { JournalFilter } from '../journal/journal-filter.ts';
import type { LimitChange, Limits } from '../limit/limits.ts';
import type { LinkAnswer } from '../link/linker.ts';
import type { NoticeView } from '../notice/view-notice.ts';
import type { SkillBody } from '../skill/skill-schema.ts';
import type { SentSkillEvent } from '../subscription/skill-event-sender.ts';
import type { ControlAnswer, ControlCall } from './control-client.ts';
import type { EntryMatch } from './entry-match.ts';
import type { NoticeMatch } from './notice-match.ts';
import type { SkillHandler } from './skill-server.ts';

/**
 * A skill to make known; everything has a default: `skill-1` and so on, a client of that name, a made-up secret.
 * `handler` takes the directives in this process, in place of a `directiveUrl`; `onSkillEvent` takes the skill events, in
 * place of an `eventsUrl`, and may answer nothing.
 */
export interface NewSkill extends Partial<SkillBody> {
  readonly handler?: SkillHandler;
  readonly onSkillEvent?: SkillHandler;
}

/** A skill that the gateway knows, with the credentials that its backend needs for the token endpoint. */
export interface AddedSkill {
  readonly skillId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Which skill and customer are meant; each may be left out when there is only one. */
export type Parties = Partial<HomeKey>;

/** A skill to enable for a customer. */
export interface LinkParties extends Parties {
  /** The customer's access token for the skill's own cloud, as account linking made it; default a made-up one. */
  readonly granteeToken?: string;
}

/** What a customer switches on: the names of events, all that the skill publishes when left out. */
export interface SubscriptionParties extends Parties {
  readonly events?: readonly string[];
}

/** What a customer allows a skill after a switch, and the skill events by which it was told. */
export interface AnsweredSubscription {
  readonly skillId: string;
  readonly userId: string;
  readonly events: readonly string[];
  readonly skillEvents: readonly SentSkillEvent[];
}

/** Tokens as the token endpoint answers them; `expires_in` is in seconds. */
export interface AnsweredTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

/** How long to wait for how many entries. */
export interface UntilOptions {
  /** Default 1. */
  readonly count?: number;
  /** On the machine's clock, in milliseconds; default 2,000, below the limits of the usual test runners. */
  readonly timeoutMs?: number;
}

/** Whose notice to wait for, and how long. */
export interface NoticeOptions {
  readonly userId?: string;
  /** On the machine's clock, in milliseconds; default 2,000. */
  readonly timeoutMs?: number;
}

/**
 * A gateway in the test's own process, on free ports of 127.0.0.1, and what a test does with it. All but starting and
 * stopping goes over the control API, as it would from anywhere. Each method throws GatehouseError with the code, message
 * and pointer that the gateway answered.
 */
export interface TestGateway extends AsyncDisposable {
  readonly urls: GatewayUrls;
  /** The addresses as environment variables, as `gatehouse exec` sets them for a skill's own process. */
  readonly env: Readonly<Record<string, string>>;
  /** What the gateway's clock shows, ISO 8601 UTC with milliseconds. */
  now(): Promise<string>;
  /** Lets time pass on the gateway's clock: tokens end, limits fill up, deadlines pass. */
  advance(durationMs: number): Promise<void>;
  addSkill(skill?: NewSkill): Promise<AddedSkill>;
  /** Makes a customer known; default `user-1` and so on, of NA. */
  addCustomer(customer?: Partial<CustomerBody>): Promise<Customer>;
  /** Enables the skill as the Alexa app does: AcceptGrant, then Discover; answers what the skill replied. */
  link(parties?: LinkParties): Promise<LinkAnswer>;
  /** Disables the skill. */
  unlink(parties?: Parties): Promise<void>;
  /** Enables the skill without any directive and answers tokens for it. */
  tokens(parties?: Parties): Promise<AnsweredTokens>;
  /** Enables the skill and switches its notifications on, as the customer does in the Alexa app. */
  subscribe(parties?: SubscriptionParties): Promise<AnsweredSubscription>;
  /** Switches the skill's notifications off; it stays enabled. */
  unsubscribe(parties?: Parties): Promise<void>;
  /** The notices for a customer, the oldest first: sentence, state, and why one is not heard; default of the only customer. */
  notices(userId?: string): Promise<NoticeView[]>;
  /**
   * Waits until a customer, by default the only one, has a notice that is meant, and answers the newest such. Without a
   * `state` it need not be heard yet.
   *
   * @throws AssertionError when the time is up: it tells which notices the customer has, and why they are not heard
   */
  untilNotice(match: NoticeMatch, options?: NoticeOptions): Promise<NoticeView>;
  /** Sends the skill a directive and answers the whole exchange, the deferred answer included. */
  directive(directive: DirectiveSpec & Parties): Promise<DirectiveExchange>;
  /** Sets what the gateway does wrong from now on; an empty list makes it well again. */
  faults(rules: readonly FaultRule[]): Promise<void>;
  /** Changes the limits, where a change is given, and answers those that hold. */
  limits(change?: LimitChange): Promise<Limits>;
  /** The entries of the journal that agree with the filter, oldest first. */
  journal(filter?: JournalFilter): Promise<JournalEntry[]>;
  /** A customer's endpoints and their properties as Alexa sees them; default of the only customer. */
  home(userId?: string): Promise<HomeView>;
  /**
   * Waits for entries of the journal, those already there included, and answers them, oldest first.
   *
   * @throws AssertionError when the time is up: it tells what did arrive, in what it differs, and why it had no effect
   */
  until(match: EntryMatch, options?: UntilOptions): Promise<[JournalEntry, ...JournalEntry[]]>;
  /** Any other call of the control API; answers whatever came back. */
  control(call: ControlCall): Promise<ControlAnswer>;
  /** Forgets skills, customers, journal, faults and limits; the clock begins anew. */
  reset(): Promise<void>;
  /** Stops the gateway and closes everything; safe to call twice. */
  stop(): Promise<void>;
}
