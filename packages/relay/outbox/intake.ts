import type { Clock, Random } from '@gatehouse/client/platform';
import { type AlexaEvent, classOfMessage, GatehouseError, textAt } from '@gatehouse/protocol';
import type { ShadowStore } from '../shadow/shadow-store.ts';
import { draftMessage, type MessageRules, type WholeMessage } from './draft-message.ts';
import { draftState, type StateAnswer, type StateChange } from './draft-state.ts';
import { IntakeDraft } from './intake-draft.ts';
import { KeyQueue } from './key-queue.ts';
import type { Intake as Commit, Idempotency, IntakeResult, OutboxStore } from './outbox-store.ts';

/** Shadows move under a decision only when another process writes them: a few tries are plenty. */
const MAX_TRIES = 8;

/** What the intake works with. */
export interface IntakeOptions {
  readonly store: Pick<OutboxStore, 'accept'> & Pick<ShadowStore, 'readShadow'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly rules: MessageRules;
  /** Commits in the place of the store's own method. Default: that. */
  readonly accept?: OutboxStore['accept'];
  /** Told of a customer after each commit for it, unless its lane was claimed with the commit. */
  readonly wake: (customer: string) => void;
  /** Learns what is stored of a directive, by its correlation token, before the answer to it is drafted. */
  readonly recall?: (correlationToken: string) => Promise<void>;
  /** Told of the correlation token of each reply that was committed. */
  readonly onReply?: (correlationToken: string) => void;
}

/** Messages of one customer; `index` is the place of each in the request. */
export interface MessageBatch {
  readonly customer: string;
  readonly messages: readonly (WholeMessage & { readonly index: number })[];
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** Makes the answer to remember under the idempotency key of the ids that the messages got. */
  readonly encodeAnswer: (accepted: readonly AcceptedMessage[]) => string;
}

/** A message with the id under which it was committed. */
export interface AcceptedMessage {
  readonly id: string;
  readonly index: number;
  readonly class: string;
}

/**
 * The door to the outbox: decides on what is handed in, commits it, and answers after the commit. Requests for the
 * same endpoint are decided one after the other.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #queue = new KeyQueue();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /**
   * Takes new values of one endpoint's properties.
   *
   * @throws GatehouseError `conflict` when another process keeps changing the endpoint; `store-failed`, `store-closed`
   */
  acceptState(customer: string, change: StateChange): Promise<StateAnswer> {
    const { rules } = this.#options;
    return this.#decide({ customer, endpointIds: [change.endpointId] }, async draft => {
      const answer = draftState(draft, change, rules);
      if (draft.isEmpty) return answer;
      const result = await this.#commit(draft.toIntake());
      return result.type === 'conflict' ? undefined : answer;
    });
  }

  /**
   * Takes messages, all in one transaction, and answers the text that `encodeAnswer` made: of this request, or of the
   * first one with the same idempotency key.
   *
   * @throws GatehouseError `idempotency-mismatch` when the key came with another request before; `conflict`,
   * `store-failed` and `store-closed` as above
   */
  async acceptMessages(batch: MessageBatch): Promise<string> {
    const { customer, messages } = batch;
    const tokens = replyTokensOf(messages.map(one => one.message));
    if (tokens.length > 0) await Promise.all(tokens.map(token => this.#options.recall?.(token)));
    const endpointIds = new Set<string>();
    for (const { message } of messages) {
      const endpointId = textAt(message, ['event', 'endpoint', 'endpointId']);
      if (endpointId !== undefined) endpointIds.add(endpointId);
    }
    return this.#decide({ customer, endpointIds: [...endpointIds] }, async draft => {
      const accepted = messages.map(whole => {
        const event = draftMessage(draft, whole, this.#options.rules);
        return { id: event.id, index: whole.index, class: event.class };
      });
      const answer = batch.encodeAnswer(accepted);
      const idempotency: Idempotency | undefined = batch.idempotency && { ...batch.idempotency, answer };
      const intake = draft.toIntake();
      const result = await this.#commit(idempotency === undefined ? intake : { ...intake, idempotency });
      const said = answerOf(result, answer);
      if (said !== undefined) for (const token of tokens) this.#options.onReply?.(token);
      return said;
    });
  }

  async #commit(intake: Commit): Promise<IntakeResult> {
    const { store, wake, accept = one => store.accept(one) } = this.#options;
    const result = await accept(intake);
    if (result.type === 'committed' && result.claimed === undefined) wake(intake.customer);
    return result;
  }

  #decide<Answer>(
    scope: { customer: string; endpointIds: readonly string[] },
    decide: (draft: IntakeDraft) => Promise<Answer | undefined>,
  ): Promise<Answer> {
    const { customer, endpointIds } = scope;
    const { store, clock, random } = this.#options;
    const keys = endpointIds.map(endpointId => JSON.stringify([customer, endpointId]));
    return this.#queue.run(keys, async () => {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const shadows = await Promise.all(
          endpointIds.map(async endpointId => [endpointId, await store.readShadow(customer, endpointId)] as const),
        );
        const answer = await decide(new IntakeDraft({ customer, at: clock.now(), shadows: new Map(shadows), random }));
        if (answer !== undefined) return answer;
      }
      throw new GatehouseError(
        'conflict',
        `The state of customer ${customer} was changed by others ${MAX_TRIES} times while it was decided on; send it again`,
      );
    });
  }
}

/** Whose answers the messages are. */
function replyTokensOf(messages: readonly AlexaEvent[]): readonly string[] {
  return messages.flatMap(message => {
    const { correlationToken } = message.event.header;
    return correlationToken !== undefined && classOfMessage(message) === 'reply' ? [correlationToken] : [];
  });
}

function answerOf(result: IntakeResult, answer: string): string | undefined {
  if (result.type === 'conflict') return undefined;
  if (result.type === 'repeated') return result.answer;
  if (result.type === 'committed') return answer;
  throw new GatehouseError(
    'idempotency-mismatch',
    'The idempotency key was used before with another request; use a fresh key for each different request',
  );
}
