import type { Clock } from '@gatehouse/client/platform';
import {
  createRecordingLog,
  createSeededRandom,
  createVirtualClock,
  type RecordingLog,
  type VirtualClock,
} from '@gatehouse/testing';
import { type GatewayConfig, gatewayDefaults } from '../config/gateway-config.ts';
import { createGateway, type GatewayUrls } from '../gateway.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { askToken, type EventOptions, type JsonAnswer, postEvent, send } from './amazon-calls.ts';

export { type EventOptions, type JsonAnswer, send };

/** The client secret of every skill in these tests. */
export const CLIENT_SECRET = 'gatehouse-secret-client';

/** A token pair as it is handed out. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

/** A gateway on free ports, with its clock in the test's hand. */
export interface TestGateway {
  readonly urls: GatewayUrls;
  readonly clock: VirtualClock;
  readonly log: RecordingLog;
  /** A call to the control API. */
  control(method: string, path: string, body?: unknown): Promise<JsonAnswer>;
  /** Makes skill `skill-1` and customer `user-1` of NA known, and answers tokens of the one for the other. */
  enable(skill?: object, customer?: object): Promise<Tokens>;
  /** Posts an event with the token in the header; an object is sent as JSON. */
  postEvent(message: unknown, options: EventOptions): Promise<JsonAnswer>;
  /** Asks the token endpoint, form-encoded. */
  askToken(parameters: Readonly<Record<string, string>>): Promise<JsonAnswer>;
  /** The newest entry of the journal. */
  lastEntry(): Promise<JournalEntry>;
  stop(): Promise<void>;
}

/** Starts a gateway on a virtual clock with seeded randomness. */
export async function startTestGateway(config: Partial<GatewayConfig> = {}): Promise<TestGateway> {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const gateway = createGateway({
    config: { ...gatewayDefaults, port: 0, ...config },
    clock: clock satisfies Clock,
    random: createSeededRandom(1),
    log,
  });
  const { urls } = await gateway.start();
  const control = (method: string, path: string, body?: unknown): Promise<JsonAnswer> =>
    send(urls.control + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const enable = async (skill: object = {}, customer: object = {}): Promise<Tokens> => {
    await control('PUT', '/skills/skill-1', { clientId: 'client-1', clientSecret: CLIENT_SECRET, ...skill });
    await control('PUT', '/customers/user-1', { region: 'NA', ...customer });
    const { body } = await control('POST', '/tokens', { skillId: 'skill-1', userId: 'user-1' });
    return body as Tokens;
  };
  const lastEntry = async (): Promise<JournalEntry> => {
    const { items } = (await control('GET', '/journal?limit=1000')).body as { items: JournalEntry[] };
    return items.at(-1) as JournalEntry;
  };
  return {
    urls,
    clock,
    log,
    control,
    enable,
    lastEntry,
    postEvent: (message, options) => postEvent(urls, message, options),
    askToken: parameters => askToken(urls, parameters),
    stop: () => gateway.stop(),
  };
}

/** A valid ChangeReport about `lamp-1`, with the token in its scope. */
export function powerReport(token: string, messageId: string = 'message-1'): Record<string, unknown> {
  return {
    event: {
      header: { namespace: 'Alexa', name: 'ChangeReport', messageId, payloadVersion: '3' },
      endpoint: { scope: { type: 'BearerToken', token }, endpointId: 'lamp-1' },
      payload: {
        change: {
          cause: { type: 'PHYSICAL_INTERACTION' },
          properties: [
            {
              namespace: 'Alexa.PowerController',
              name: 'powerState',
              value: 'ON',
              timeOfSample: '2026-01-01T00:00:00.000Z',
              uncertaintyInMilliseconds: 0,
            },
          ],
        },
      },
    },
    context: { properties: [] },
  };
}
