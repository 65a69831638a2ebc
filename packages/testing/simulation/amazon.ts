import type { Clock, Log, Random } from '@gatehouse/client/platform';
import { gatewayDefaults } from '@gatehouse/gateway';
import {
  createInMemoryGateway,
  type InMemoryAnswer,
  type InMemoryGateway,
  inMemoryRegionUrls,
} from '@gatehouse/gateway/in-memory';
import { REGIONS, type Region } from '@gatehouse/protocol';
import type { WireAnswer, WireRequest } from './sim-network.ts';

/** The skill of every simulation; its secret is searched for in all logs. */
export const SKILL = { skillId: 'skill-1', clientId: 'client-1', clientSecret: 'gatehouse-secret-simulated-client' };

/** The token endpoint's URL. */
export const TOKEN_URL: string = `${inMemoryRegionUrls.NA}/auth/o2/token`;

/** How long access tokens live here, in milliseconds: short, so that many are refreshed. */
const ACCESS_TOKEN_MS = 3 * 60_000;

/** One property as Alexa has it. */
export interface HomeProperty {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
}

/** An endpoint as Alexa has it. */
export interface HomeEndpoint {
  readonly endpointId: string;
  readonly properties: readonly HomeProperty[];
}

/** What Amazon's end is made of; `post` carries directives to the skill. */
export interface AmazonOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly post: Parameters<typeof createInMemoryGateway>[0]['post'];
}

/** Amazon's end: the gateway's own core, whose requests come as values. */
export class Amazon {
  readonly #gateway: InMemoryGateway;

  private constructor(gateway: InMemoryGateway) {
    this.#gateway = gateway;
  }

  static async open({ clock, random, log, post }: AmazonOptions): Promise<Amazon> {
    const config = { ...gatewayDefaults, accessTokenLifetimeMs: ACCESS_TOKEN_MS, rotateRefreshTokens: true };
    const amazon = new Amazon(await createInMemoryGateway({ config, clock, random, log, post }));
    const { skillId, ...skill } = SKILL;
    const directiveUrl = 'http://127.0.0.1:1/v1/directives';
    await amazon.control('PUT', `/skills/${skillId}`, { ...skill, directiveUrl });
    return amazon;
  }

  /** Answers whatever goes to one of the regions; undefined for another host. */
  async answer(request: WireRequest): Promise<WireAnswer | undefined> {
    const region = regionOf(request.origin);
    if (region === undefined) return undefined;
    const method = request.method === 'GET' ? 'GET' : 'POST';
    const { path, headers, body } = request;
    return this.#gateway.answer({ region, method, path, headers, body });
  }

  /** A call of the control API. */
  control(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<InMemoryAnswer> {
    return this.#gateway.answer({
      region: 'NA',
      method,
      path: `/_gatehouse${path}`,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? '' : JSON.stringify(body),
    });
  }

  putCustomer(userId: string, region: Region): Promise<InMemoryAnswer> {
    return this.control('PUT', `/customers/${userId}`, { region });
  }

  /** Enables the skill for a customer: AcceptGrant, then Discover. Answers whether the skill took the grant. */
  async link(userId: string): Promise<boolean> {
    const { skillId } = SKILL;
    const answer = await this.control('POST', '/links', { skillId, userId, granteeToken: granteeTokenOf(userId) });
    return answer.status === 200 && (JSON.parse(answer.text) as { linked: boolean }).linked;
  }

  unlink(userId: string): Promise<InMemoryAnswer> {
    return this.control('DELETE', `/links/${SKILL.skillId}/${userId}`);
  }

  sendDirective(directive: object): Promise<InMemoryAnswer> {
    return this.control('POST', '/directives', { skillId: SKILL.skillId, ...directive });
  }

  async isLinked(userId: string): Promise<boolean> {
    return (await this.control('GET', `/links/${SKILL.skillId}/${userId}`)).status === 200;
  }

  async readHome(userId: string): Promise<readonly HomeEndpoint[]> {
    const { text } = await this.control('GET', `/homes/${userId}`);
    return (JSON.parse(text) as { endpoints: HomeEndpoint[] }).endpoints;
  }

  close(): Promise<void> {
    return this.#gateway.close();
  }
}

/** The token by which a customer's directives name the customer; the forwarder in front of the relay reads it. */
export function granteeTokenOf(userId: string): string {
  return `gatehouse-secret-grantee-${userId}`;
}

/** The customer of a directive, as a forwarder resolves it. */
export function customerOfDirective(body: string): string | undefined {
  return /gatehouse-secret-grantee-([\w-]+)/.exec(body)?.[1];
}

/** The region whose host an origin names. */
export function regionOf(origin: string): Region | undefined {
  return REGIONS.find(region => inMemoryRegionUrls[region] === origin);
}
