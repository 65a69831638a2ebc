import { type Clock, type Log, type Random, Secret, sleep } from '@gatehouse/client/platform';
import { encodeTimestamp } from '@gatehouse/protocol';
import { DeviceCloud } from './device-cloud.ts';
import { DeviceHome } from './device-home.ts';
import { devices } from './devices.ts';
import { GatewayApi, type JournalLine, type LinkAnswer } from './gateway-api.ts';
import { pressButton, ringDoorbell } from './moments.ts';
import { type OnceRow, sendOnce } from './once.ts';
import { RelayApi } from './relay-api.ts';

/** The pause between two moves of the live sample: this long, and up to as much again, in milliseconds. */
const MOVE_PAUSE_MS = 1_200;

/** Every so many moves somebody rings, or presses the button of the remote. */
const MOVES_PER_MOMENT = 5;

/** Secrets of the sample: made for each run, known to nobody else. */
export interface SampleSecrets {
  readonly clientSecret: Secret;
  readonly granteeToken: Secret;
}

/** Makes the secrets of one run. */
export function createSampleSecrets(random: Random): SampleSecrets {
  const make = (what: string): Secret => new Secret(`gatehouse-secret-${what}-${random.uuid()}`);
  return { clientSecret: make('client'), granteeToken: make('grantee') };
}

/** What the sample home works with. */
export interface SampleHomeOptions {
  readonly secrets: SampleSecrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * The sample home: ten devices, their maker's cloud, and a customer who links the skill. It talks to both ends over
 * HTTP only, as anybody else would.
 */
export class SampleHome {
  readonly #options: SampleHomeOptions;
  readonly #home: DeviceHome;
  readonly #cloud: DeviceCloud;
  #relay = new RelayApi('');
  #gateway = new GatewayApi('');

  constructor(options: SampleHomeOptions) {
    const { clock, random, log, secrets } = options;
    this.#options = options;
    this.#home = new DeviceHome(devices, clock);
    const { granteeToken } = secrets;
    this.#cloud = new DeviceCloud({ home: this.#home, relay: () => this.#relay, granteeToken, clock, random, log });
  }

  /** Opens the device cloud's doors; answers where the relay brings control directives. */
  async start(): Promise<{ handlerUrl: string }> {
    await this.#cloud.start();
    return { handlerUrl: this.#cloud.handlerUrl };
  }

  /** Closes the doors. */
  stop(): Promise<void> {
    return this.#cloud.stop();
  }

  /** Registers the devices at the relay, and skill and customer at the gateway; links them; tells the first states. */
  async link(urls: { relay: string; control: string }): Promise<LinkAnswer> {
    this.#relay = new RelayApi(urls.relay);
    this.#gateway = new GatewayApi(urls.control);
    for (const device of devices) await this.#relay.putEndpoint(device);
    const { clientSecret, granteeToken } = this.#options.secrets;
    await this.#gateway.register({ clientSecret, directiveUrl: this.#cloud.skillUrl('NA') });
    const answer = await this.#gateway.link(granteeToken);
    for (const { endpointId } of devices) {
      const change = { cause: 'PERIODIC_POLL', properties: this.#home.state(endpointId) };
      await this.#relay.patchState(endpointId, change);
    }
    return answer;
  }

  /** Sends one event of each kind; `tell` gets each row of the summary as soon as it is there. */
  async once(tell: (row: OnceRow) => void): Promise<readonly OnceRow[]> {
    const { clock, random } = this.#options;
    const [relay, gateway, home, cloud] = [this.#relay, this.#gateway, this.#home, this.#cloud];
    // Every device's first state shall be there, so that what follows is a change.
    for (const { endpointId } of devices) await gateway.awaitEntry({ kind: 'ChangeReport', endpointId }, 20_000);
    return sendOnce({ relay, gateway, home, cloud, clock, random, tell });
  }

  /** Lets the devices live until the signal; `tell` gets every entry of the gateway's journal. */
  async live(tell: (entry: JournalLine) => void, signal: AbortSignal): Promise<void> {
    const following = this.#gateway.follow(tell, signal);
    for (let move = 1; !signal.aborted; move++) {
      const moving = move % MOVES_PER_MOMENT === 0 ? this.#makeMoment() : this.#move(move);
      await moving.catch((error: unknown) =>
        this.#options.log.error('The sample home could not tell the relay', { error: String(error) }),
      );
      await sleep(this.#options.clock, MOVE_PAUSE_MS * (1 + this.#options.random.next()), signal);
    }
    await following;
  }

  async #move(count: number): Promise<void> {
    const movable = devices.filter(device => device.moves.length > 0);
    const device = movable[count % movable.length];
    const move = device?.moves[Math.floor(count / movable.length) % device.moves.length];
    if (device === undefined || move === undefined) return;
    const properties = this.#home.set(device.endpointId, move.properties);
    await this.#relay.patchState(device.endpointId, { cause: move.cause, properties });
  }

  /** Something that is over as soon as it happens: somebody rings, or presses the button of the remote. */
  async #makeMoment(): Promise<void> {
    const { random, clock } = this.#options;
    const moment = { messageId: random.uuid(), timestamp: encodeTimestamp(clock.now()) };
    await this.#relay.postEvent(random.next() < 0.5 ? ringDoorbell(moment) : pressButton(moment));
  }
}
