/**
 * Takes the late answers to directives and queues them as events of the class reply. Beside it: `given-reply.ts` (what
 * the device cloud hands in). Keeps nothing itself: what is known of directives lies in `../directive/reply-deadlines.ts`.
 */
import { createHash } from 'node:crypto';
import type { Clock, Random } from '@gatehouse/client/platform';
import {
  type AlexaEvent,
  encodeCanonicalJson,
  errorResponse,
  GatehouseError,
  isJsonObject,
  type JsonObject,
  response,
  type StateProperty,
  stateReport,
} from '@gatehouse/protocol';
import type { ReplyDeadlines } from '../directive/reply-deadlines.ts';
import { snapshotState } from '../directive/state-snapshot.ts';
import { parseDescription } from '../endpoint/description.ts';
import type { EndpointStore } from '../endpoint/endpoint-store.ts';
import type { Intake } from '../outbox/intake.ts';
import { judgeRawEvent } from '../outbox/judge-raw-event.ts';
import { encodePropertyKey } from '../shadow/property-key.ts';
import type { ShadowStore } from '../shadow/shadow-store.ts';
import type { GivenReply } from './given-reply.ts';

/** What the desk works with. */
export interface ReplyDeskOptions {
  readonly store: Pick<EndpointStore, 'readEndpoint'> & Pick<ShadowStore, 'readShadow'>;
  readonly intake: Pick<Intake, 'acceptMessages'>;
  readonly deadlines: ReplyDeadlines;
  readonly clock: Clock;
  readonly random: Random;
  /** By how much a sample may lie ahead of the clock, in milliseconds. */
  readonly sampleAheadMs: number;
}

interface Subject {
  readonly token: string;
  readonly customer: string;
  readonly endpointId: string;
  readonly kind: string | undefined;
}

/** The door for late answers. */
export class ReplyDesk {
  readonly #options: ReplyDeskOptions;

  constructor(options: ReplyDeskOptions) {
    this.#options = options;
  }

  /**
   * Queues the late answer to a directive and answers the id of its event, after the commit. A Response or StateReport
   * states the whole state of the endpoint: what is handed in, and beside it everything that the shadow knows. Who
   * hands in the same again gets the same id.
   *
   * @throws GatehouseError `not-found` for a directive that is not remembered, unless the answer says whose it is;
   * `deadline-passed`; `invalid-message` with the problems, each pointing into the answer; `idempotency-mismatch` when
   * another answer has been taken before; `store-failed`, `store-closed`
   */
  async acceptReply(token: string, reply: GivenReply): Promise<{ id: string }> {
    const subject = await this.#resolve(token, reply);
    const { store, clock, random, sampleAheadMs } = this.#options;
    const { customer, endpointId } = subject;
    const [endpoint, shadow] = await Promise.all([
      store.readEndpoint(customer, endpointId),
      store.readShadow(customer, endpointId),
    ]);
    const description = endpoint && parseDescription(endpoint);
    const built = buildReply(subject, {
      reply,
      messageId: random.uuid(),
      state: snapshotState(shadow, description),
      at: clock.now(),
    });
    const latest = clock.now() + sampleAheadMs;
    const verdict = judgeRawEvent(built, { newMessageId: () => random.uuid(), latest, registered: () => description });
    if (verdict.type === 'invalid') {
      const problems = verdict.problems.map(one => ({ ...one, pointer: pointInto(one.pointer) }));
      const [first] = problems;
      throw new GatehouseError('invalid-message', verdict.problems[0].message, {
        pointer: first?.pointer ?? '',
        detail: problems,
      });
    }
    return this.#queue(subject, verdict.message, encodeCanonicalJson(reply));
  }

  /**
   * Queues a whole event as the late answer to a directive, as it is but for the scope, and answers its id.
   *
   * @throws GatehouseError as `acceptReply`, but for `invalid-message`: what Alexa may refuse about it she will refuse
   */
  async acceptEvent(token: string, event: AlexaEvent): Promise<{ id: string }> {
    const subject = await this.#resolve(token, {});
    const { header, endpoint, payload, ...rest } = event.event;
    const { scope: _scope, ...about } = isJsonObject(endpoint) ? endpoint : {};
    const message = {
      ...event,
      event: {
        ...rest,
        header: { ...header, messageId: this.#options.random.uuid(), correlationToken: token },
        endpoint: { ...about, endpointId: subject.endpointId },
        payload,
      },
    };
    return this.#queue(subject, message, encodeCanonicalJson([event.context ?? null, payload]));
  }

  async #resolve(token: string, said: Pick<GivenReply, 'customer' | 'endpointId'>): Promise<Subject> {
    const { deadlines, clock } = this.#options;
    await deadlines.recall(token);
    const seen = deadlines.find(token);
    if (seen !== undefined && seen.deadline <= clock.now()) {
      const late = `Alexa waited for this answer until ${new Date(seen.deadline).toISOString()}`;
      throw new GatehouseError('deadline-passed', `${late}; report the state that the device has now instead`);
    }
    const customer = seen?.customer ?? said.customer;
    const endpointId = seen?.endpointId ?? said.endpointId;
    if (customer !== undefined && endpointId !== undefined) return { token, customer, endpointId, kind: seen?.kind };
    const found =
      seen === undefined
        ? 'No directive with this correlation token is remembered'
        : 'The directive did not say whose it is';
    throw new GatehouseError('not-found', `${found}; check the token, or name customer and endpointId in the answer`);
  }

  async #queue({ token, customer }: Subject, message: AlexaEvent, content: string): Promise<{ id: string }> {
    const fingerprint = digest(content);
    const answer = await this.#options.intake.acceptMessages({
      customer,
      messages: [{ index: 0, message }],
      idempotency: { key: `reply:${digest(token)}`, fingerprint },
      encodeAnswer: ([first]) => JSON.stringify({ id: first?.id }),
    });
    return JSON.parse(answer) as { id: string };
  }
}

interface ReplyParts {
  readonly reply: GivenReply;
  readonly messageId: string;
  readonly state: readonly StateProperty[];
  readonly at: number;
}

function buildReply({ token: correlationToken, endpointId, kind }: Subject, parts: ReplyParts): AlexaEvent {
  const { reply, messageId, state, at } = parts;
  const about = { messageId, correlationToken, endpointId };
  if (reply.error !== undefined) {
    const { type, message, namespace, payloadVersion, extra } = reply.error;
    const own = { ...(namespace && { namespace }), ...(payloadVersion && { payloadVersion }) };
    return errorResponse({ ...about, type, message, extra, ...own });
  }
  const properties = [...reply.properties.map(given => complete(given, at)), ...besides(state, reply.properties)];
  // In this order and not merged, so that a problem points at the property that was handed in.
  const context = { properties: properties as unknown as StateProperty[] };
  if (kind === 'ReportState') return { ...stateReport({ ...about, properties: [] }), context };
  return { ...response({ ...about, properties: [], payload: reply.payload }), context };
}

/** Without a time of its own a sample is from now. */
function complete(given: JsonObject, at: number): JsonObject {
  return { timeOfSample: new Date(at).toISOString(), uncertaintyInMilliseconds: 0, ...given };
}

function besides(state: readonly StateProperty[], given: readonly JsonObject[]): readonly JsonObject[] {
  const stated = new Set(given.map(keyText));
  return state.map(one => ({ ...one })).filter(one => !stated.has(keyText(one)));
}

function keyText({ namespace, name, instance }: JsonObject): string {
  const key = { namespace: String(namespace), name: String(name) };
  return encodePropertyKey(typeof instance === 'string' ? { ...key, instance } : key);
}

function pointInto(pointer: string): string {
  return pointer.replace(/^\/context\/properties/, '/properties').replace(/^\/event\/payload/, '/payload');
}

/** A token may be longer than a key may be. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
