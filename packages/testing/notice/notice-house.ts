import assert from 'node:assert/strict';
import type { Clock } from '@gatehouse/client/platform';
import { createSeededRandom, silentLog } from '@gatehouse/client/platform';
import { gatewayDefaults } from '@gatehouse/gateway';
import { createInMemoryGateway, type InMemoryGateway } from '@gatehouse/gateway/in-memory';
import { type Notice, noticeNames, type Region } from '@gatehouse/protocol';

const SKILL = 'shop';
const CLIENT = { clientId: 'shop-client', clientSecret: 'gatehouse-secret-simulated-shop' };
const PERMISSIONS = ['alexa::devices:all:notifications:write'];
const JOURNAL_LIMIT = 100;
const CREDENTIALS: string = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: CLIENT.clientId,
  client_secret: CLIENT.clientSecret,
  scope: 'alexa::proactive_events',
}).toString();

/** The two addresses of notices. */
export type Stage = 'development' | 'live';

/** A customer as the control API takes one; `events` undefined where the skill is not enabled. */
export interface HouseCustomer {
  readonly userId: string;
  readonly region: Region;
  readonly locale: string;
  readonly events: readonly string[] | undefined;
}

/** What a customer is shown of a notice, as far as it is judged here; times are ISO 8601. */
export interface ShownNotice {
  readonly id: string;
  readonly referenceId: string;
  readonly stage: Stage;
  readonly timestamp: string;
  readonly state: string;
  readonly text: string;
  readonly heardAt?: string;
}

/** A gateway in memory with one live skill that may send every notice, asked as anybody asks one: by requests. */
export class NoticeHouse {
  readonly #gateway: InMemoryGateway;
  #token = '';

  private constructor(gateway: InMemoryGateway) {
    this.#gateway = gateway;
  }

  static async open(clock: Clock, { seed, delayMs }: { seed: number; delayMs: number }): Promise<NoticeHouse> {
    const config = { ...gatewayDefaults, noticeDelayMs: delayMs, journalLimit: JOURNAL_LIMIT };
    const random = createSeededRandom(seed);
    const post = (): never => assert.fail('The skill takes no requests');
    const house = new NoticeHouse(await createInMemoryGateway({ config, clock, random, log: silentLog, post }));
    const skill = { ...CLIENT, stage: 'live', permissions: PERMISSIONS, publications: [...noticeNames] };
    await house.#control('PUT', `/skills/${SKILL}`, skill);
    await house.#control('PUT', '/limits', { notice: null });
    return house;
  }

  /** Makes a customer known, or another: who is there hears what the new state allows from now on. */
  async putCustomer({ userId, region, locale, events }: HouseCustomer): Promise<void> {
    const notifications = events === undefined ? {} : { [SKILL]: events };
    await this.#control('PUT', `/customers/${userId}`, { region, locale, notifications });
  }

  async removeCustomer(userId: string): Promise<void> {
    await this.#control('DELETE', `/customers/${userId}`);
  }

  /** What the Alexa app's switch does. */
  async subscribe(userId: string, events: readonly string[]): Promise<void> {
    await this.#control('PUT', `/customers/${userId}/subscriptions/${SKILL}`, { events });
  }

  async unsubscribe(userId: string): Promise<void> {
    await this.#control('DELETE', `/customers/${userId}/subscriptions/${SKILL}`);
  }

  /** Posts a notice and answers the status; a token that has ended is asked for anew, once. */
  async post(notice: Notice, { region, stage }: { region: Region; stage: Stage }): Promise<number> {
    const status = await this.#send(notice, { region, stage });
    if (status !== 401) return status;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const asked = { region: 'NA', method: 'POST', path: '/auth/O2/token', headers, body: CREDENTIALS } as const;
    const { text } = await this.#gateway.answer(asked);
    this.#token = (JSON.parse(text) as { access_token: string }).access_token;
    return this.#send(notice, { region, stage });
  }

  /** Everything that a customer is shown. */
  async listNotices(userId: string): Promise<readonly ShownNotice[]> {
    const text = await this.#control('GET', `/notices/${userId}?limit=1000`);
    const { items, next } = JSON.parse(text) as { items: ShownNotice[]; next?: string };
    assert.equal(next, undefined, 'A customer is shown more than a page');
    return items;
  }

  close(): Promise<void> {
    return this.#gateway.close();
  }

  /** A call of the control API that must succeed. */
  async #control(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object): Promise<string> {
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const asked = { region: 'NA', method, path: `/_gatehouse${path}`, headers } as const;
    const { status, text } = await this.#gateway.answer({ ...asked, body: body ? JSON.stringify(body) : '' });
    assert.ok(status < 300, `${method} ${path}: ${status} ${text}`);
    return text;
  }

  async #send(notice: Notice, { region, stage }: { region: Region; stage: Stage }): Promise<number> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    const path = stage === 'live' ? '/v1/proactiveEvents' : '/v1/proactiveEvents/stages/development';
    const body = JSON.stringify(notice);
    return (await this.#gateway.answer({ region, method: 'POST', path, headers, body })).status;
  }
}
