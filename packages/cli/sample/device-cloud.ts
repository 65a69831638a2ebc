import type { AddressInfo } from 'node:net';
import type { Clock, Log, Random, Secret, Timer } from '@gatehouse/client/platform';
import fastify, { type FastifyInstance } from 'fastify';
import type { DeviceProperty } from './device.ts';
import type { DeviceHome, SampledProperty } from './device-home.ts';
import { type ControlDirective, decideDirective } from './device-rules.ts';
import type { RelayApi } from './relay-api.ts';

/** How long a slow device takes, in milliseconds: past the synchronous answer, well inside Alexa's 8 seconds. */
const SLOW_DEVICE_MS = 400;

/** A directive on the wire, as far as the device cloud reads it. */
interface WireDirective {
  readonly directive?: {
    readonly header?: {
      readonly namespace?: string;
      readonly name?: string;
      readonly instance?: string;
      readonly correlationToken?: string;
    };
    readonly endpoint?: { readonly endpointId?: string; readonly scope?: { readonly token?: string } };
    readonly payload?: Readonly<Record<string, unknown>> & {
      readonly grantee?: { readonly token?: string };
      readonly scope?: { readonly token?: string };
    };
  };
}

/** What the device cloud works with. `granteeToken` is the access token that the cloud itself gave Alexa for its customer. */
export interface DeviceCloudOptions {
  readonly home: DeviceHome;
  readonly relay: () => RelayApi;
  readonly granteeToken: Secret;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * The sample's device cloud: what a maker of devices runs. It has two doors.
 *
 * - `POST /skill/{region}`: where Alexa calls the skill (a Lambda, in production). It knows its own access tokens, so it
 *   tells the relay whose directive it is, and passes the relay's answer on.
 * - `POST /handler`: where the relay brings control directives. It moves the device, answers at once or, for a slow
 *   device, with DeferredResponse and later with the asynchronous Response, and reports what changed.
 */
export class DeviceCloud {
  readonly #options: DeviceCloudOptions;
  readonly #server: FastifyInstance = fastify({ logger: false });
  readonly #timers = new Set<Timer>();
  readonly #lateAnswers = new Map<string, readonly SampledProperty[]>();
  #url = '';

  constructor(options: DeviceCloudOptions) {
    this.#options = options;
    this.#server.post<{ Params: { region: string } }>('/skill/:region', (request, reply) =>
      this.#forward(request.body as WireDirective, request.params.region).then(({ status, body }) =>
        reply.code(status).send(body),
      ),
    );
    this.#server.post('/handler', request => this.#handle(request.body as WireDirective));
  }

  /** Listens on a free loopback port. */
  async start(): Promise<void> {
    await this.#server.listen({ host: '127.0.0.1', port: 0 });
    this.#url = `http://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  /** Where Alexa calls the skill for a region. */
  skillUrl(region: string): string {
    return `${this.#url}/skill/${region}`;
  }

  /** Where the relay brings control directives. */
  get handlerUrl(): string {
    return `${this.#url}/handler`;
  }

  /** Has the next late answer of a slow device state just these samples, whatever it was asked for. */
  answerLateWith(endpointId: string, samples: readonly SampledProperty[]): void {
    this.#lateAnswers.set(endpointId, samples);
  }

  /** Stops listening and forgets what slow devices still had to do. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    await this.#server.close();
  }

  async #forward(directive: WireDirective, region: string): Promise<{ status: number; body: unknown }> {
    const { endpoint, payload } = directive.directive ?? {};
    const token = payload?.grantee?.token ?? payload?.scope?.token ?? endpoint?.scope?.token;
    if (token !== this.#options.granteeToken.reveal()) {
      return {
        status: 200,
        body: this.#error(directive, 'INVALID_AUTHORIZATION_CREDENTIAL', 'The access token is not known'),
      };
    }
    return this.#options.relay().postDirective(directive, region);
  }

  #handle(directive: WireDirective): unknown {
    const device = this.#options.home.device(directive.directive?.endpoint?.endpointId ?? '');
    if (device === undefined) return this.#error(directive, 'NO_SUCH_ENDPOINT', 'The home has no such device');
    const { namespace = '', name = '', instance } = directive.directive?.header ?? {};
    const control: ControlDirective = {
      namespace,
      name,
      ...(instance === undefined ? {} : { instance }),
      payload: directive.directive?.payload ?? {},
    };
    const result = decideDirective(control, this.#options.home.state(device.endpointId));
    if (result.type === 'failed') return this.#error(directive, result.error, result.message);
    if (device.slow) return this.#defer(directive, result.properties);
    this.#report(device.endpointId, this.#options.home.set(device.endpointId, result.properties));
    return this.#response(directive, this.#options.home.state(device.endpointId));
  }

  #defer(directive: WireDirective, properties: readonly DeviceProperty[]): unknown {
    const endpointId = directive.directive?.endpoint?.endpointId ?? '';
    const timer = this.#options.clock.setTimer(SLOW_DEVICE_MS, () => {
      this.#timers.delete(timer);
      const samples = this.#settle(endpointId, properties);
      const answered = this.#options.relay().postEvent(this.#response(directive, samples.stated));
      // The answer first: a report that overtook it would leave it nothing to tell.
      this.#background(
        answered.finally(() => this.#report(endpointId, samples.changed)),
        'asynchronous Response',
      );
    });
    this.#timers.add(timer);
    const { correlationToken } = directive.directive?.header ?? {};
    return {
      event: { header: this.#header('DeferredResponse', correlationToken), payload: { estimatedDeferralInSeconds: 1 } },
    };
  }

  /** Gives a slow device its new state; answers what changed and what the late answer is to state. */
  #settle(
    endpointId: string,
    properties: readonly DeviceProperty[],
  ): Record<'changed' | 'stated', readonly SampledProperty[]> {
    const { home } = this.#options;
    const prepared = this.#lateAnswers.get(endpointId);
    if (prepared === undefined) return { changed: home.set(endpointId, properties), stated: home.state(endpointId) };
    this.#lateAnswers.delete(endpointId);
    home.keep(endpointId, prepared);
    return { changed: prepared, stated: prepared };
  }

  /** Reports a change that a directive made; the answer to the directive does not wait for it. */
  #report(endpointId: string, properties: readonly SampledProperty[]): void {
    const change = { cause: 'VOICE_INTERACTION', properties };
    this.#background(this.#options.relay().patchState(endpointId, change), 'state change');
  }

  #background(work: Promise<unknown>, what: string): void {
    work.catch((error: unknown) =>
      this.#options.log.error(`The sample home could not report its ${what}`, { error: String(error) }),
    );
  }

  #response(directive: WireDirective, properties: readonly SampledProperty[]): object {
    const { header, endpoint } = directive.directive ?? {};
    const endpointId = endpoint?.endpointId ?? '';
    return {
      event: { header: this.#header('Response', header?.correlationToken), endpoint: { endpointId }, payload: {} },
      context: { properties },
    };
  }

  #error(directive: WireDirective, type: string, message: string): object {
    const { header, endpoint } = directive.directive ?? {};
    return {
      event: {
        header: this.#header('ErrorResponse', header?.correlationToken),
        endpoint: { endpointId: endpoint?.endpointId ?? '' },
        payload: { type, message },
      },
    };
  }

  #header(name: string, correlationToken: string | undefined): object {
    return {
      namespace: 'Alexa',
      name,
      messageId: this.#options.random.uuid(),
      payloadVersion: '3',
      ...(correlationToken === undefined ? {} : { correlationToken }),
    };
  }
}
