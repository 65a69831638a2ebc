import { GatehouseError, memberOf } from '@gatehouse/protocol';
import type { RunningProcess } from '../process.ts';
import type { ScriptedAnswer } from '../script/scripted-answer.ts';
import { type ScriptedGateway, startScriptedGateway } from '../script/scripted-gateway.ts';
import type { ScriptedRequest } from '../script/scripted-request.ts';
import { startCommand } from '../start-command.ts';
import { callRelay } from './call-relay.ts';

/** A relay as a process of its own, which listens. */
export interface HousedRelay {
  readonly process: RunningProcess;
  /** The address of its API, without a trailing slash. */
  readonly url: string;
}

/** Amazon's end, and a store on the disk that one relay after the other works on. */
export interface RelayHouse extends AsyncDisposable {
  readonly gateway: ScriptedGateway;
  /** Starts the next relay on the store; the one before must have ended. */
  startRelay(): Promise<HousedRelay>;
  /** Ends what runs. */
  close(): Promise<void>;
}

/** What a house may be given. */
export interface RelayHouseOptions {
  /** Where the store lies. */
  readonly directory: string;
  /** What Amazon's end answers, where its own rules shall not decide; see `ScriptedGatewayOptions`. */
  readonly answer?: (request: ScriptedRequest) => ScriptedAnswer | undefined;
}

/** How long a relay may take to be ready, in milliseconds: it may share its machine with much else. */
const READY_MS = 120_000;

/** Events of which each counts are to be found again however long it takes, so none expires; in milliseconds. */
const TIME_TO_LIVE_MS = 86_400_000;
const EDGES = ['Alexa.ContactSensor', 'Alexa.DoorbellEventSource'];

/** Starts Amazon's end on loopback; relays come later. */
export async function openRelayHouse({ directory, answer }: RelayHouseOptions): Promise<RelayHouse> {
  const gateway = await startScriptedGateway(answer === undefined ? {} : { answer });
  const env = createEnvironment(gateway, directory);
  const relays: RunningProcess[] = [];
  const close = async (): Promise<void> => {
    for (const relay of relays) await relay.kill('SIGKILL');
    await gateway.close();
  };
  const startRelay = async (): Promise<HousedRelay> => {
    const process = await startCommand(['relay', '--port', '0', '--json'], { env, readyTimeoutMs: READY_MS });
    relays.push(process);
    return { process, url: String(process.ready.url) };
  };
  return { gateway, startRelay, close, [Symbol.asyncDispose]: close };
}

/** The environment of a relay that works against a gateway, with its store in a directory. */
function createEnvironment(gateway: ScriptedGateway, directory: string): Readonly<Record<string, string>> {
  const ttl = Object.fromEntries(EDGES.map(name => [name, TIME_TO_LIVE_MS]));
  return {
    GATEHOUSE_NA_URL: gateway.urls.NA,
    GATEHOUSE_EU_URL: gateway.urls.EU,
    GATEHOUSE_FE_URL: gateway.urls.FE,
    GATEHOUSE_TOKEN_URL: gateway.tokenUrl,
    GATEHOUSE_SKILL_ID: 'skill-1',
    GATEHOUSE_CLIENT_ID: 'client-1',
    GATEHOUSE_CLIENT_SECRET: 'gatehouse-secret-outage',
    GATEHOUSE_RELAY_STORE: `sqlite:${directory}`,
    GATEHOUSE_RELAY_TTL: JSON.stringify(ttl),
    GATEHOUSE_RELAY_DELIVERY: JSON.stringify({ discoverGraceMs: 0 }),
  };
}

/** Gives a customer a grant and a door with a lamp and a bell; rejects when the relay does not take it. */
export async function moveIn(
  relay: HousedRelay,
  { gateway, customer }: { gateway: ScriptedGateway; customer: string },
): Promise<void> {
  const { accessToken, refreshToken } = gateway.createTokens(customer);
  const grant = {
    region: 'NA',
    refreshToken: refreshToken.reveal(),
    accessToken: accessToken.reveal(),
    expiresInSeconds: 3600,
  };
  const base = `${relay.url}/v1/customers/${customer}`;
  const answers = [
    await callRelay({ method: 'PUT', url: `${base}/grant`, body: grant }),
    await callRelay({ method: 'PUT', url: `${base}/endpoints/door-1`, body: DOOR }),
    await callRelay({ method: 'PUT', url: `${base}/endpoints/lamp-1`, body: LAMP }),
    await callRelay({ method: 'PUT', url: `${base}/endpoints/bell-1`, body: BELL }),
  ];
  const refused = answers.find(answer => answer === undefined || answer.status >= 300);
  if (refused === undefined) return;
  throw new GatehouseError(
    'internal-error',
    `Customer ${customer} could not move in: ${memberOf(refused.body, 'detail')}`,
  );
}

const DOOR = describe('door-1', {
  category: 'CONTACT_SENSOR',
  interface: 'Alexa.ContactSensor',
  property: 'detectionState',
});
const LAMP = describe('lamp-1', { category: 'LIGHT', interface: 'Alexa.BrightnessController', property: 'brightness' });
const BELL = describe('bell-1', { category: 'DOORBELL', interface: 'Alexa.DoorbellEventSource' });

function describe(
  endpointId: string,
  kind: { readonly category: string; readonly interface: string; readonly property?: string },
): object {
  const { category, interface: name, property } = kind;
  const properties = { supported: [{ name: property }], proactivelyReported: true, retrievable: true };
  const own = { type: 'AlexaInterface', interface: name, version: '3' };
  return {
    endpointId,
    manufacturerName: 'Gatehouse',
    description: `A ${category}`,
    friendlyName: endpointId,
    displayCategories: [category],
    capabilities: [
      { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
      property === undefined ? { ...own, proactivelyReported: true } : { ...own, properties },
    ],
  };
}
