import type { Log, Random } from '@gatehouse/client/platform';
import { Secret } from '@gatehouse/client/platform';
import {
  type AlexaEvent,
  acceptGrantError,
  acceptGrantResponse,
  discoverResponse,
  discoveryLimits,
  errorResponse,
  kindOf,
  memberOf,
  textAt,
  validateEvent,
} from '@gatehouse/protocol';
import { parseDescription } from '../endpoint/description.ts';
import type { EndpointStore } from '../endpoint/endpoint-store.ts';
import type { GrantKeeper } from '../grant/grant-keeper.ts';
import type { GranteeResolver } from '../grantee/grantee-resolver.ts';
import type { ShadowStore } from '../shadow/shadow-store.ts';
import { buildStateReport } from './build-state-report.ts';
import type { ForwardedDirective } from './forwarded-directive.ts';
import { judgeHandlerAnswer } from './judge-handler-answer.ts';
import { type NamedDirective, nameCustomer } from './name-customer.ts';
import type { PostJson } from './post-json.ts';
import type { ReplyDeadlines } from './reply-deadlines.ts';

/** What the desk works with; without `postJson` there is no handler, without `grantees` only the header names customers. */
export interface DirectiveDeskOptions {
  readonly store: Pick<EndpointStore, 'listEndpoints' | 'readEndpoint'> & Pick<ShadowStore, 'readShadow'>;
  readonly grants: Pick<GrantKeeper, 'acceptGrant'>;
  readonly grantees?: GranteeResolver | undefined;
  readonly deadlines: ReplyDeadlines;
  readonly postJson?: PostJson;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Answers directives as the skill: AcceptGrant from the grants, Discover from the registry, ReportState from the
 * shadow, everything else from the device cloud's handler.
 *
 * The state that a handler's answer carries is passed on and not taken into the shadow: the device cloud reports
 * its changes itself, and an edge value learned here would hide the one that it reports.
 */
export class DirectiveDesk {
  readonly #options: DirectiveDeskOptions;

  constructor(options: DirectiveDeskOptions) {
    this.#options = options;
  }

  /** The answer event, as a Lambda would return it. Never rejects: whatever fails is an ErrorResponse. */
  async answerDirective(given: ForwardedDirective): Promise<AlexaEvent> {
    const kind = kindOf(given.directive);
    const token = correlationTokenOf(given);
    if (token !== undefined) this.#options.deadlines.addDirective(token);
    const forwarded = await nameCustomer(given, this.#options.grantees);
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

  async #acceptGrant({ directive, customer, region, nameless }: NamedDirective): Promise<AlexaEvent> {
    const code = textAt(directive, ['directive', 'payload', 'grant', 'code']);
    if (customer === undefined) return this.#refuseGrant(nameless.reason);
    if (code === undefined || code === '') return this.#refuseGrant('The directive carries no authorization code');
    const { grants, random } = this.#options;
    const result = await grants.acceptGrant({ customer, region, code: new Secret(code) });
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
    const { store, random, log } = this.#options;
    const limit = discoveryLimits.endpointsPerMessage;
    const endpoints = await store.listEndpoints({ customer, limit: limit + 1 });
    if (endpoints.length > limit) {
      log.warn('Discover was answered in part: more endpoints are registered than Alexa takes', { customer, limit });
    }
    return discoverResponse({
      messageId: random.uuid(),
      endpoints: endpoints.slice(0, limit).map(parseDescription),
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
    const { postJson, log } = this.#options;
    // A device cloud that is told its own token knows whose it is: only where the relay was to find out, it must have.
    if (this.#options.grantees !== undefined && forwarded.customer === undefined) return this.#failNameless(forwarded);
    const fields = { customer: forwarded.customer, endpointId: endpointIdOf(forwarded), name: nameOf(forwarded) };
    if (postJson === undefined) {
      log.warn('A directive could not be passed on: no handler is configured', fields);
      return this.#fail(forwarded, 'ENDPOINT_UNREACHABLE', 'No handler for directives is configured');
    }
    const answer = await postJson({ headers: headersFor(forwarded), body: JSON.stringify(forwarded.directive) });
    const verdict = judgeHandlerAnswer(answer);
    if (verdict.type === 'failed') {
      log.warn('The device cloud did not answer a directive', { ...fields, reason: verdict.reason });
      return this.#fail(forwarded, verdict.error, verdict.reason);
    }
    this.#noteReply(forwarded, verdict.event, fields);
    return verdict.event;
  }

  /** The answer is the device cloud's own and goes on as it is; what Alexa may refuse about it is only logged. */
  #noteReply(forwarded: ForwardedDirective, reply: AlexaEvent, fields: object): void {
    const problems = validateEvent(reply, { posted: false, mode: 'observed' });
    const problem = problems.find(one => one.severity === 'error');
    if (problem !== undefined) {
      const { code, pointer, rule } = problem;
      this.#options.log.warn("The device cloud's answer breaks a rule", { ...fields, code, pointer, rule });
    }
    const seconds = memberOf(reply.event.payload, 'estimatedDeferralInSeconds');
    const token = correlationTokenOf(forwarded);
    if (kindOf(reply) !== 'DeferredResponse' || typeof seconds !== 'number' || token === undefined) return;
    if (mayExceedDeadline(forwarded)) this.#options.deadlines.extendDeadline(token, seconds);
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

/** Only locks may take longer than 8 s, if they say how long (fact sheet 2.3). */
function mayExceedDeadline({ directive }: ForwardedDirective): boolean {
  return textAt(directive, ['directive', 'header', 'namespace']) === 'Alexa.LockController';
}

function headersFor({ customer, region }: ForwardedDirective): Record<string, string> {
  return {
    'content-type': 'application/json',
    // A header carries bytes: those of the id in UTF-8.
    ...(customer === undefined ? {} : { 'gatehouse-customer': Buffer.from(customer).toString('latin1') }),
    ...(region === undefined ? {} : { 'gatehouse-region': region }),
  };
}

function correlationTokenOf({ directive }: ForwardedDirective): string | undefined {
  return textAt(directive, ['directive', 'header', 'correlationToken']);
}

function endpointIdOf({ directive }: ForwardedDirective): string | undefined {
  return textAt(directive, ['directive', 'endpoint', 'endpointId']);
}

function nameOf({ directive }: ForwardedDirective): string {
  const header = ['directive', 'header'];
  return `${textAt(directive, [...header, 'namespace'])}.${textAt(directive, [...header, 'name'])}`;
}
