import assert from 'node:assert/strict';
import {
  encodeTimestamp,
  mediaContent,
  messageAlert,
  type NoticeContent,
  noticeNames,
  occasion,
  orderStatus,
  socialGameInvite,
  sportsEvent,
  trashCollectionAlert,
  weatherAlert,
} from '@gatehouse/protocol';
import { DefaultApiClient } from 'ask-sdk-core';
import { services } from 'ask-sdk-model';
import { type AddedSkill, type NewSkill, type StartOptions, startGateway, type TestGateway } from '../testing/index.ts';

/** A request of Amazon's client; what the payload holds it does not look at. */
export type AmazonNotice = services.proactiveEvents.CreateProactiveEventRequest;
/** The two stages as Amazon's client names them. */
export type AmazonStage = services.proactiveEvents.SkillStage;

/** What Amazon's client throws when it is answered no: the status, a sentence of its own, and the body as it was read. */
export interface AmazonRefusal {
  readonly status: number;
  readonly said: string;
  readonly body: unknown;
}

/** How the client is made: the address and the credentials that the skill has unless told otherwise. */
export interface ClientParts {
  readonly apiEndpoint?: string;
  readonly clientSecret?: string;
}

/** A gateway with a live skill, a subscribed customer `user-1` of NA, and Amazon's own client for Node.js. */
export interface ClientBench {
  readonly gateway: TestGateway;
  readonly skill: AddedSkill;
  /** Makes another client, which knows no token yet. */
  createClient(parts?: ClientParts): services.proactiveEvents.ProactiveEventsServiceClient;
  /** Posts with the bench's client, which keeps its token. */
  post(notice: AmazonNotice, stage?: AmazonStage): Promise<number>;
}

const START = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

/** Starts it, runs a test with it, and stops it. */
export async function withAmazonClient(
  run: (bench: ClientBench) => Promise<void>,
  { options = {}, skill = {} }: { readonly options?: StartOptions; readonly skill?: NewSkill } = {},
): Promise<void> {
  await using gateway = await startGateway(options);
  const permissions = ['alexa::devices:all:notifications:write'];
  const added = await gateway.addSkill({ stage: 'live', permissions, publications: [...noticeNames], ...skill });
  await gateway.addCustomer({ locale: 'en-US', timeZone: 'America/New_York' });
  await gateway.subscribe({ events: noticeNames });
  const createClient: ClientBench['createClient'] = (parts = {}) => openClient(gateway, { ...added, ...parts });
  const client = createClient();
  const post: ClientBench['post'] = async (notice, stage = 'LIVE') =>
    (await client.callCreateProactiveEvent(notice, stage)).statusCode;
  await run({ gateway, skill: added, createClient, post });
}

/** Amazon's client, pointed at a gateway by its documented settings. */
function openClient(
  gateway: TestGateway,
  parts: AddedSkill & ClientParts,
): services.proactiveEvents.ProactiveEventsServiceClient {
  const { clientId, clientSecret, apiEndpoint = gateway.urls.na } = parts;
  const api = { apiClient: new DefaultApiClient(), apiEndpoint, authorizationValue: '' };
  const authentication = { clientId, clientSecret, authEndpoint: authEndpointOf(gateway) };
  return new services.proactiveEvents.ProactiveEventsServiceClient(api, authentication);
}

/** What the client puts `/auth/O2/token` behind. */
export function authEndpointOf({ urls }: TestGateway): string {
  return new URL(urls.token).origin;
}

/** What the client throws; its own types leave out what it adds. */
interface ThrownRefusal extends Error {
  readonly statusCode: number;
  readonly response: unknown;
}

/** The refusal that a call of the client ends in. */
export async function refusalOf(called: Promise<unknown>): Promise<AmazonRefusal> {
  const error = await called.then(
    value => assert.fail(`It was taken: ${JSON.stringify(value)}`),
    (thrown: ThrownRefusal) => thrown,
  );
  assert.equal(error.name, 'ServiceError', error.message);
  return { status: error.statusCode, said: error.message, body: error.response };
}

/** How a notice of these tests differs from the others; times in milliseconds after the start of the gateway's clock. */
export interface ClientNoticeParts {
  readonly content?: NoticeContent;
  readonly referenceId?: string;
  readonly at?: number;
  readonly expiresAt?: number;
  /** Null for everybody. */
  readonly user?: string | null;
}

/** A request for the client: an order that was delivered, for `user-1`, unless told otherwise. */
export function createClientNotice(parts: ClientNoticeParts = {}): AmazonNotice {
  const { content = delivered(), referenceId = 'order1', at = 0, expiresAt = at + HOUR_MS, user = 'user-1' } = parts;
  return {
    timestamp: encodeTimestamp(START + at),
    referenceId,
    expiryTime: encodeTimestamp(START + expiresAt),
    event: content.event,
    localizedAttributes: [...content.localizedAttributes],
    relevantAudience: user === null ? { type: 'Multicast', payload: {} } : { type: 'Unicast', payload: { user } },
  };
}

/** An order of a seller, in a state. */
export function delivered(status: Parameters<typeof orderStatus>[0]['status'] = 'ORDER_DELIVERED'): NoticeContent {
  return orderStatus({ status, seller: { 'en-US': 'AnyCompany' } });
}

/** Each of the eight events with what a customer in New York hears of it, as the catalogue's patterns have it. */
export const everyEvent: readonly (readonly [content: NoticeContent, heard: RegExp])[] = [
  [
    weatherAlert({ alertType: 'TORNADO', source: { 'en-US': 'The Weather Office' } }),
    /^There is a tornado alert for your area\. Provided by The Weather Office\.$/i,
  ],
  [
    sportsEvent({
      league: { 'en-US': 'Any League' },
      home: { team: 'Foxes', score: 2 },
      away: { team: 'Hens', score: 1 },
      scored: { team: 'Foxes', by: 1 },
    }),
    /^Any League match update, Foxes scored! Foxes 2, Hens 1\.$/,
  ],
  [messageAlert({ creator: 'Jane Doe', count: 3, freshness: 'NEW' }), /^You have .*new .*messages from Jane Doe\.$/],
  [delivered(), /^Your order from AnyCompany has been delivered\.$/],
  [
    occasion({
      confirmationStatus: 'CONFIRMED',
      occasionType: 'APPOINTMENT',
      subject: { 'en-US': 'a haircut' },
      provider: { 'en-US': 'Any Salon' },
      bookingTime: START + 48 * HOUR_MS,
    }),
    /^Your appointment at Any Salon for a haircut on .* has been confirmed\./,
  ],
  [
    trashCollectionAlert({ garbageTypes: ['BOTTLES', 'GLASS'], collectionDayOfWeek: 'FRIDAY' }),
    /^The coming Friday is .*bottles.*glass.* garbage collection day\.$/i,
  ],
  [
    mediaContent({
      content: { 'en-US': 'Any Film' },
      contentType: 'MOVIE',
      method: 'STREAM',
      startTime: START + 24 * HOUR_MS,
      provider: { 'en-US': 'Any Channel' },
    }),
    /^Any Film will .*stream.* on .* on Any Channel\.$/,
  ],
  [
    socialGameInvite({
      inviter: 'Jane',
      relationship: 'FRIEND',
      inviteType: 'CHALLENGE',
      game: { 'en-US': 'Any Game' },
      offer: 'REMATCH',
    }),
    /^Your friend Jane has challenged you to a rematch of Any Game\.$/,
  ],
];
