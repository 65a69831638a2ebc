import type { Clock, Log, Random } from '@gatehouse/client/platform';
import { Secret } from '@gatehouse/client/platform';
import {
  type AlexaEvent,
  acceptGrantError,
  acceptGrantResponse,
  discoverResponse,
  discoveryLimits,
  errorResponse,
  kindOf,
  textAt,
} from '@gatehouse/protocol';
import { parseDescription } from '../endpoint/description.ts';
import type { EndpointStore } from '../endpoint/endpoint-store.ts';
import { discoveryObjectOf } from '../endpoint/property-classes.ts';
import type { GrantKeeper } from '../grant/grant-keeper.ts';
import type { GranteeResolver } from '../grantee/grantee-resolver.ts';
import type { ShadowStore } from '../shadow/shadow-store.ts';
import { buildStateReport } from './build-state-report.ts';
import { correlationTokenOf, endpointIdOf } from './directive-parts.ts';
import type { ForwardedDirective } from './forwarded-directive.ts';
import type { HandlerDesk } from './handler-desk.ts';
import { type NamedDirective, nameCustomer } from './name-customer.ts';
import type { ReplyDeadlines } from './reply-deadlines.ts';

/** What the desk works with; without `grantees` only the header names customers. */
export interface DirectiveDeskOptions {
  readonly store: Pick<EndpointStore, 'listEndpoints' | 'readEndpoint'> & Pick<ShadowStore, 'readShadow'>;
  readonly grants: Pick<GrantKeeper, 'acceptGrant'>;
  readonly grantees?: GranteeResolver | undefined;
  readonly deadlines: ReplyDeadlines;
  readonly handler: Pick<HandlerDesk, 'answerDirective'>;
  /** Told of each customer whose Discover is about to be answered, and waited for. Never rejects. */
  readonly onDiscover: (customer: string) => Promise<void>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Answers directives as the skill: AcceptGrant from the grants, Discover from the registry, ReportState from the
 * shadow, everything else from the device cloud's handler. Beside it: `name-customer.ts` (whose a directive is),
 * `handler-desk.ts` (control directives), `state-snapshot.ts` (what a report states), `reply-deadlines.ts`.
 *
 * The state that a handler's answer carries is passed on and not taken into the shadow: the device cloud reports
 * its changes itself, and an edge value learned here would hide the one that it reports.
 */
export class DirectiveDesk {
  readonly #options: DirectiveDeskOptions;

  constructor(options: DirectiveDeskOptions) {
    this.#options = options;
  }

  /**
   * The answer event, as a Lambda would return it. Never rejects: whatever fails is an ErrorResponse. Whatever the answer
   * has to wait for, Alexa waits from this call on: to find the customer takes of the same time.
   */
  async answerDirective(given: ForwardedDirective): Promise<AlexaEvent> {
    const arrivedAt = this.#options.clock.monotonic();
    const kind = kindOf(given.directive);
    const token = correlationTokenOf(given);
    if (token !== undefined) this.#options.deadlines.addDirective(token);
    const forwarded = await nameCustomer({ ...given, arrivedAt }, this.#options.grantees);
    if (token !== undefined) {
      const subject = { customer: forwarded.customer, endpointId: endpointIdOf(forwarded), kind };
      this.#options.deadlines.describeDirective(token, subject);
    }
    try {
      if (kind === 'AcceptGrant') return await this.#acceptGrant(forwarded);
      if (kind === 'Discover') return await this.#discover(forwarded);
      if (kind === 'ReportState') return await this.#reportState(forwarded);
      return await this.#forward(forwarded);
    } catch (error) {
      this.#options.log.error('A directive could not be answered', { kind, customer: forwarded.customer, error });
      return kind === 'AcceptGrant'
        ? this.#refuseGrant('The relay failed; its log tells why')
        : this.#fail(forwarded, 'INTERNAL_ERROR', 'The relay failed; its log tells why');
    }
  }

  async #acceptGrant({ directive, customer, region, arrivedAt, nameless }: NamedDirective): Promise<AlexaEvent> {
    const code = textAt(directive, ['directive', 'payload', 'grant', 'code']);
    if (customer === undefined) return this.#refuseGrant(nameless.reason);
    if (code === undefined || code === '') return this.#refuseGrant('The directive carries no authorization code');
    const { grants, random } = this.#options;
    const result = await grants.acceptGrant({ customer, region, arrivedAt, code: new Secret(code) });
    if (result.type === 'failed') return this.#refuseGrant(result.reason, customer);
    return acceptGrantResponse({ messageId: random.uuid() });
  }

  #refuseGrant(message: string, customer?: string): AlexaEvent {
    this.#options.log.warn('A grant was not accepted', { customer, reason: message });
    return acceptGrantError({ messageId: this.#options.random.uuid(), message });
  }

  async #discover(forwarded: NamedDirective): Promise<AlexaEvent> {
    const { customer } = forwarded;
    if (customer === undefined) return this.#failNameless(forwarded);
    const { store, random, log, onDiscover } = this.#options;
    const limit = discoveryLimits.endpointsPerMessage;
    const endpoints = await store.listEndpoints({ customer, limit: limit + 1 });
    if (endpoints.length > limit) {
      log.warn('Discover was answered in part: more endpoints are registered than Alexa takes', { customer, limit });
    }
    await onDiscover(customer);
    return discoverResponse({
      messageId: random.uuid(),
      endpoints: endpoints.slice(0, limit).map(endpoint => discoveryObjectOf(parseDescription(endpoint))),
    });
  }

  async #reportState(forwarded: NamedDirective): Promise<AlexaEvent> {
    const { customer } = forwarded;
    const endpointId = endpointIdOf(forwarded);
    if (customer === undefined) return this.#failNameless(forwarded);
    if (endpointId === undefined) return this.#fail(forwarded, 'INVALID_DIRECTIVE', 'The directive names no endpoint');
    const { store, random } = this.#options;
    const [endpoint, shadow] = await Promise.all([
      store.readEndpoint(customer, endpointId),
      store.readShadow(customer, endpointId),
    ]);
    if (endpoint === undefined) {
      return this.#fail(forwarded, 'NO_SUCH_ENDPOINT', `Endpoint ${endpointId} is not registered for this customer`);
    }
    const correlationToken = correlationTokenOf(forwarded);
    const description = parseDescription(endpoint);
    return buildStateReport({ messageId: random.uuid(), correlationToken, endpointId, description, shadow });
  }

  async #forward(forwarded: NamedDirective): Promise<AlexaEvent> {
    // A device cloud that is told its own token knows whose it is: only where the relay was to find out, it must have.
    if (this.#options.grantees !== undefined && forwarded.customer === undefined) return this.#failNameless(forwarded);
    return this.#options.handler.answerDirective(forwarded);
  }

  #failNameless(forwarded: NamedDirective): AlexaEvent {
    const { error, reason } = forwarded.nameless;
    this.#options.log.warn('A directive is of nobody known', { kind: kindOf(forwarded.directive), reason });
    return this.#fail(forwarded, error, reason);
  }

  #fail(forwarded: ForwardedDirective, type: string, message: string): AlexaEvent {
    return errorResponse({
      messageId: this.#options.random.uuid(),
      correlationToken: correlationTokenOf(forwarded),
      endpointId: endpointIdOf(forwarded),
      type,
      message,
    });
  }
}
