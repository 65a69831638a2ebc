import type { Clock, Random } from '@gatehouse/client/platform';
import { encodeTimestamp, parseLooseTimestamp, validateEvent } from '@gatehouse/protocol';
import type { DeviceCloud } from './device-cloud.ts';
import type { DeviceHome } from './device-home.ts';
import { guestLamp } from './devices.ts';
import { encodeEffectWords } from './effect-words.ts';
import type { GatewayApi, JournalLine } from './gateway-api.ts';
import { pressButton, ringDoorbell } from './moments.ts';
import { PRINTED_COLOR_TEMPERATURE, PRINTED_SIMPLE_EVENT } from './printed-examples.ts';
import type { EventsAnswer, RelayApi } from './relay-api.ts';

/** How long an effect may take to show, in milliseconds. */
const EFFECT_TIMEOUT_MS = 20_000;

/** One row of the summary. `effect` says what the event did; `arrived` whether that is what was to happen. */
export interface OnceRow {
  readonly sent: string;
  readonly source: string;
  readonly accepted: boolean;
  readonly effect: string;
  readonly arrived: boolean;
  readonly tookMs: number;
  /** Something to tell beside the row. */
  readonly note?: string;
}

/** What the run works with. */
export interface OnceOptions {
  readonly relay: RelayApi;
  readonly gateway: GatewayApi;
  readonly home: DeviceHome;
  readonly cloud: DeviceCloud;
  readonly clock: Clock;
  readonly random: Random;
  /** Told each row as soon as it is there. */
  readonly tell: (row: OnceRow) => void;
}

interface Step {
  readonly sent: string;
  readonly source: string;
  run(options: OnceOptions): Promise<StepResult>;
}

interface StepResult {
  /** The gateway's entry of the event; undefined when none came in time. */
  readonly entry: JournalLine | undefined;
  readonly note?: string;
}

/**
 * Sends one event of each kind that the five documents print, one after the other, and waits for each one's effect.
 *
 * @returns a row each; the run is a success when all of them have arrived
 */
export async function sendOnce(options: OnceOptions): Promise<readonly OnceRow[]> {
  const rows: OnceRow[] = [];
  for (const step of steps) {
    const row = await sendStep(step, options);
    options.tell(row);
    rows.push(row);
  }
  return rows;
}

async function sendStep(step: Step, options: OnceOptions): Promise<OnceRow> {
  const startedAt = options.clock.monotonic();
  const { entry, note } = await step.run(options);
  const effective = entry?.effects.some(effect => effect.type !== 'state' || effect.changed !== false) === true;
  return {
    sent: step.sent,
    source: step.source,
    accepted: entry?.verdict === 'accepted',
    effect: entry === undefined ? 'nothing arrived' : encodeEffectWords(entry),
    arrived: entry?.verdict === 'accepted' && effective,
    tookMs: Math.round(options.clock.monotonic() - startedAt),
    ...(note === undefined ? {} : { note }),
  };
}

const steps: readonly Step[] = [
  {
    sent: 'ChangeReport (level)',
    source: 'send-events 2023',
    run: options => changeState(options, { endpointId: 'lamp-1', name: 'brightness', value: 42 }),
  },
  {
    sent: 'ChangeReport (edge)',
    source: 'send-events 2023',
    run: options => changeState(options, { endpointId: 'door-1', name: 'detectionState', value: 'DETECTED' }),
  },
  { sent: 'Response (asynchronous)', source: 'send-events reference', run: answerLate },
  { sent: 'Event (SimpleEvent)', source: 'SimpleEventSource 1.0', run: correctAndPress },
  { sent: 'DoorbellPress', source: 'fact sheet 2', run: announceVisitor },
  {
    sent: 'AddOrUpdateReport',
    source: 'fact sheet 2',
    run: async ({ relay, gateway }) => {
      await relay.putEndpoint(guestLamp);
      return { entry: await gateway.awaitEntry({ kind: 'AddOrUpdateReport' }, EFFECT_TIMEOUT_MS) };
    },
  },
  {
    sent: 'DeleteReport',
    source: 'fact sheet 2',
    run: async ({ relay, gateway }) => {
      await relay.deleteEndpoint(guestLamp.endpointId);
      return { entry: await gateway.awaitEntry({ kind: 'DeleteReport' }, EFFECT_TIMEOUT_MS) };
    },
  },
];

async function changeState(
  { relay, gateway, home }: OnceOptions,
  change: { endpointId: string; name: string; value: unknown },
): Promise<StepResult> {
  const known = home.state(change.endpointId).find(one => one.name === change.name);
  if (known === undefined) return { entry: undefined };
  const properties = home.set(change.endpointId, [
    { namespace: known.namespace, name: known.name, value: change.value },
  ]);
  const { accepted } = await relay.patchState(change.endpointId, { cause: 'PHYSICAL_INTERACTION', properties });
  const event = await relay.readEvent(accepted[0]?.id ?? '');
  return { entry: await gateway.awaitEntry({ messageId: event.messageId }, EFFECT_TIMEOUT_MS) };
}

/** Alexa asks for 5500 K; the lamp is slow, so it answers with DeferredResponse and then with the printed Response. */
async function answerLate({ gateway, cloud }: OnceOptions): Promise<StepResult> {
  const property = { namespace: 'Alexa.ColorTemperatureController', name: 'colorTemperatureInKelvin' };
  cloud.answerLateWith('lamp-1', [{ ...property, ...PRINTED_COLOR_TEMPERATURE }]);
  const exchange = await gateway.sendDirective({
    endpointId: 'lamp-1',
    namespace: property.namespace,
    name: 'SetColorTemperature',
    payload: { colorTemperatureInKelvin: PRINTED_COLOR_TEMPERATURE.value },
  });
  const messageId = exchange.reply?.event?.header?.messageId;
  if (!exchange.deferred || messageId === undefined) return { entry: undefined };
  const note = `Alexa waited ${exchange.tookMs} ms: DeferredResponse first, the Response after it`;
  return { entry: await gateway.awaitEntry({ messageId }, EFFECT_TIMEOUT_MS), note };
}

/** The printed example is tried as it is, refused with the reason, and sent with its timestamp corrected. */
async function correctAndPress({ relay, gateway, random }: OnceOptions): Promise<StepResult> {
  const messageId = random.uuid();
  const printed = pressButton({ messageId, timestamp: PRINTED_SIMPLE_EVENT.timestamp });
  const problem = validateEvent(printed, { posted: false }).find(one => one.severity === 'error');
  const refused: EventsAnswer = await relay.postEvent(printed);
  const loose = parseLooseTimestamp(PRINTED_SIMPLE_EVENT.timestamp);
  if (problem === undefined || refused.rejected.length !== 1 || loose === undefined) return { entry: undefined };
  const timestamp = encodeTimestamp(loose.at);
  await relay.postEvent(pressButton({ messageId, timestamp }));
  const note = `As printed it is refused: ${problem.message}. Sent as ${timestamp}`;
  return { entry: await gateway.awaitEntry({ messageId }, EFFECT_TIMEOUT_MS), note };
}

async function announceVisitor({ relay, gateway, random, clock }: OnceOptions): Promise<StepResult> {
  const messageId = random.uuid();
  await relay.postEvent(ringDoorbell({ messageId, timestamp: encodeTimestamp(clock.now()) }));
  return { entry: await gateway.awaitEntry({ messageId }, EFFECT_TIMEOUT_MS) };
}
