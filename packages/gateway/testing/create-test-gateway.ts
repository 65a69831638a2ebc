import type { Clock } from '@gatehouse/client/platform';
import { createUrlEnvironment } from '../config/create-url-environment.ts';
import type { Customer } from '../customer/customer.ts';
import type { CustomerBody } from '../customer/customer-schema.ts';
import type { DirectiveSpec } from '../directive/directive.ts';
import type { DirectiveExchange } from '../directive/directive-exchange.ts';
import type { FaultRule } from '../fault/fault.ts';
import type { Gateway, GatewayUrls } from '../gateway.ts';
import type { HomeView } from '../home/home.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { JournalFilter } from '../journal/journal-filter.ts';
import type { LimitChange, Limits } from '../limit/limits.ts';
import type { LinkAnswer } from '../link/linker.ts';
import type { NoticeView } from '../notice/view-notice.ts';
import { awaitEntries, listEntries } from './await-entries.ts';
import { awaitNotice, listNotices } from './await-notice.ts';
import { type ControlAnswer, type ControlCall, type ControlClient, createControlClient } from './control-client.ts';
import type { EntryMatch } from './entry-match.ts';
import { KnownParties } from './known-parties.ts';
import type { NoticeMatch } from './notice-match.ts';
import { type SkillHandler, type SkillServer, startSkillServer } from './skill-server.ts';
import type {
  AddedSkill,
  AnsweredSubscription,
  AnsweredTokens,
  LinkParties,
  NewSkill,
  NoticeOptions,
  Parties,
  SubscriptionParties,
  TestGateway,
  UntilOptions,
} from './test-gateway.ts';

/** A gateway that runs, and what a test needs to reach it. */
export interface StartedGateway {
  readonly gateway: Gateway;
  readonly urls: GatewayUrls;
  /** The machine's clock. */
  readonly clock: Clock;
  /** The key of the control API, where one is configured. */
  readonly apiKey?: string;
}

/** Puts the methods of a {@link TestGateway} around a gateway that runs. */
export function createTestGateway(started: StartedGateway): TestGateway {
  return new ControlledGateway(started);
}

/** What made-up secrets begin with, so that a leak of one is recognised. */
const SECRET_PREFIX = 'gatehouse-secret-';

class ControlledGateway implements TestGateway {
  readonly urls: GatewayUrls;
  readonly env: TestGateway['env'];
  readonly #started: StartedGateway;
  readonly #client: ControlClient;
  readonly #parties = new KnownParties();
  readonly #servers: SkillServer[] = [];

  constructor(started: StartedGateway) {
    this.urls = started.urls;
    this.env = createUrlEnvironment(started.urls);
    this.#started = started;
    this.#client = createControlClient(started.urls.control, started.apiKey);
  }

  async now(): Promise<string> {
    const { now } = (await this.#ask('GET', '/clock')) as { readonly now: string };
    return now;
  }

  async advance(durationMs: number): Promise<void> {
    await this.#ask('POST', '/clock', { advanceMs: durationMs });
  }

  async addSkill({ handler, onSkillEvent, ...skill }: NewSkill = {}): Promise<AddedSkill> {
    const { skillId = this.#parties.nextSkillId() } = skill;
    const { clientId = `client-of-${skillId}`, clientSecret = `${SECRET_PREFIX}of-${skillId}` } = skill;
    const directiveUrl = await this.#serve(handler);
    // A skill event asks for no more than that it was taken.
    const eventsUrl = await this.#serve(onSkillEvent && (async event => (await onSkillEvent(event)) ?? {}));
    const urls = { ...(directiveUrl && { directiveUrl }), ...(eventsUrl && { eventsUrl }) };
    await this.#ask('PUT', pathOf('skills', skillId), { ...urls, ...skill, clientId, clientSecret });
    this.#parties.addSkill(skillId);
    return { skillId, clientId, clientSecret };
  }

  async addCustomer(customer: Partial<CustomerBody> = {}): Promise<Customer> {
    const { userId = this.#parties.nextUserId(), ...body } = customer;
    const added = (await this.#ask('PUT', pathOf('customers', userId), { region: 'NA', ...body })) as Customer;
    this.#parties.addCustomer(userId);
    return added;
  }

  async link({ granteeToken, ...parties }: LinkParties = {}): Promise<LinkAnswer> {
    const key = this.#parties.resolve(parties);
    const token = granteeToken ?? `${SECRET_PREFIX}grantee-${key.userId}`;
    return (await this.#ask('POST', '/links', { ...key, granteeToken: token })) as LinkAnswer;
  }

  async unlink(parties: Parties = {}): Promise<void> {
    const { skillId, userId } = this.#parties.resolve(parties);
    await this.#ask('DELETE', pathOf('links', skillId, userId));
  }

  async tokens(parties: Parties = {}): Promise<AnsweredTokens> {
    return (await this.#ask('POST', '/tokens', this.#parties.resolve(parties))) as AnsweredTokens;
  }

  async subscribe({ events, ...parties }: SubscriptionParties = {}): Promise<AnsweredSubscription> {
    const { skillId, userId } = this.#parties.resolve(parties);
    const path = pathOf('customers', userId, 'subscriptions', skillId);
    return (await this.#ask('PUT', path, events === undefined ? {} : { events })) as AnsweredSubscription;
  }

  async unsubscribe(parties: Parties = {}): Promise<void> {
    const { skillId, userId } = this.#parties.resolve(parties);
    await this.#ask('DELETE', pathOf('customers', userId, 'subscriptions', skillId));
  }

  notices(userId?: string): Promise<NoticeView[]> {
    return listNotices(this.#client, this.#parties.resolveCustomer(userId));
  }

  untilNotice(match: NoticeMatch, { userId, ...options }: NoticeOptions = {}): Promise<NoticeView> {
    const { clock } = this.#started;
    return awaitNotice(match, {
      ...{ client: this.#client, clock, userId: this.#parties.resolveCustomer(userId) },
      ...options,
    });
  }

  async directive({ skillId, userId, ...spec }: DirectiveSpec & Parties): Promise<DirectiveExchange> {
    const parties: Parties = { ...(skillId !== undefined && { skillId }), ...(userId !== undefined && { userId }) };
    const body = { ...this.#parties.resolve(parties), ...spec };
    return (await this.#ask('POST', '/directives', body)) as DirectiveExchange;
  }

  async faults(rules: readonly FaultRule[]): Promise<void> {
    await this.#ask('PUT', '/faults', rules);
  }

  async limits(change?: LimitChange): Promise<Limits> {
    const answer = change === undefined ? this.#ask('GET', '/limits') : this.#ask('PUT', '/limits', change);
    return (await answer) as Limits;
  }

  journal(filter?: JournalFilter): Promise<JournalEntry[]> {
    return listEntries(this.#client, filter);
  }

  async home(userId?: string): Promise<HomeView> {
    return (await this.#ask('GET', pathOf('homes', this.#parties.resolveCustomer(userId)))) as HomeView;
  }

  until(match: EntryMatch, options: UntilOptions = {}): Promise<[JournalEntry, ...JournalEntry[]]> {
    const { clock, urls } = this.#started;
    return awaitEntries(match, { client: this.#client, clock, url: urls.na, ...options });
  }

  control(call: ControlCall): Promise<ControlAnswer> {
    return this.#client.call(call);
  }

  async reset(): Promise<void> {
    await this.#ask('POST', '/reset');
    this.#parties.reset();
    await this.#closeServers();
  }

  async stop(): Promise<void> {
    await this.#started.gateway.stop();
    await this.#closeServers();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #ask(method: ControlCall['method'], path: string, body?: unknown): Promise<unknown> {
    return this.#client.ask({ method, path, ...(body !== undefined && { body }) });
  }

  /** The address at which a handler is called; undefined where there is no handler. */
  async #serve(handler: SkillHandler | undefined): Promise<string | undefined> {
    if (handler === undefined) return undefined;
    const server = await startSkillServer(handler);
    this.#servers.push(server);
    return server.url;
  }

  async #closeServers(): Promise<void> {
    await Promise.all(this.#servers.splice(0).map(server => server.stop()));
  }
}

function pathOf(...parts: readonly string[]): string {
  return parts.map(part => `/${encodeURIComponent(part)}`).join('');
}
