import type { Clock, Log, Random } from '@gatehouse/client/platform';
import { createSkillEvent, type SkillEventName } from '@gatehouse/protocol';
import type { Customer } from '../customer/customer.ts';
import { type PostJson, postJson } from '../directive/post-json.ts';
import { SkillCalls } from '../directive/skill-calls.ts';
import type { Journal } from '../journal/journal.ts';
import type { NewEntry } from '../journal/journal-entry.ts';
import type { Reason } from '../journal/reason.ts';
import { listSecrets } from '../journal/redact-secrets.ts';
import { listsEvent, type Skill } from '../skill/skill.ts';
import { subscriptionOf, type ToldEvent } from './told-event.ts';

/** The path under which sent skill events stand in the journal. */
export const SKILL_EVENT_PATH = '/_gatehouse/skill-events';

/** Skill events about one customer, in their order. */
export interface SkillEventAsk {
  readonly skill: Skill;
  /** Its locale stands in each event, as Alexa may send it. Source: notice sheet 3, envelope. */
  readonly customer: Pick<Customer, 'locale' | 'region' | 'userId'>;
  readonly events: readonly ToldEvent[];
  /** Where the skill reaches the customer's region, without trailing slash. */
  readonly apiEndpoint: string;
}

/** A skill event that was sent: `reason` says why it was not taken. */
export interface SentSkillEvent {
  readonly type: SkillEventName;
  readonly requestId: string;
  readonly taken: boolean;
  readonly reason?: Reason;
}

/**
 * Tells skills of what their customers allow, enable and disable. Siblings: `told-event.ts` are the events,
 * `subscription-events.ts` chooses them. Any answer of success will do, whatever its body says. Source: notice sheet 3: the
 * answer is an empty response. State kept: the calls under way.
 */
export interface SkillEventSender {
  /**
   * Sends, one after the other, those events to which the skill subscribes; none where it has no `eventsUrl`. Each is sent
   * once, and gets an entry in the journal. Never rejects.
   */
  send(ask: SkillEventAsk): Promise<readonly SentSkillEvent[]>;
  /** Ends every call under way; later ones fail at once. */
  close(): void;
}

/** What a sender of skill events needs. */
export interface SkillEventSenderOptions {
  /** Dates the events. */
  readonly clock: Clock;
  /** Ends calls, whatever the gateway's own clock says. */
  readonly machineClock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly journal: Pick<Journal, 'append'>;
  /** Hosts beyond loopback that skill events may go to. */
  readonly allowedHosts: readonly string[];
  /** How long a skill may take to answer one, in milliseconds. */
  readonly timeoutMs: number;
  /** How an event leaves; default over HTTP. */
  readonly post?: PostJson;
}

/** The largest answer that is read; our choice, as an empty one is documented. */
const MOST_BYTES = 1024 * 1024;

/** Creates a sender with no call under way. */
export function createSkillEventSender(options: SkillEventSenderOptions): SkillEventSender {
  return new HttpSkillEventSender({ post: postJson, ...options });
}

class HttpSkillEventSender implements SkillEventSender {
  readonly #options: Required<SkillEventSenderOptions>;
  readonly #calls: SkillCalls;

  constructor(options: Required<SkillEventSenderOptions>) {
    const { machineClock: clock, allowedHosts, post } = options;
    this.#options = options;
    this.#calls = new SkillCalls({ clock, allowedHosts, post });
  }

  async send(ask: SkillEventAsk): Promise<readonly SentSkillEvent[]> {
    const { skill, events } = ask;
    const { eventsUrl, subscriptions } = skill;
    const sent: SentSkillEvent[] = [];
    if (eventsUrl === undefined) return sent;
    for (const event of events) {
      const isMeant = subscriptions === undefined || listsEvent(subscriptions, subscriptionOf(event));
      if (isMeant) sent.push(await this.#tell(event, ask, eventsUrl));
    }
    return sent;
  }

  close(): void {
    this.#calls.close();
  }

  async #tell(event: ToldEvent, ask: SkillEventAsk, eventsUrl: string): Promise<SentSkillEvent> {
    const { clock, random, log, journal } = this.#options;
    const { skill, customer, apiEndpoint } = ask;
    const requestId = `amzn1.echo-api.request.${random.uuid()}`;
    const names = { skillId: skill.skillId, userId: customer.userId };
    const { locale } = customer;
    const request = createSkillEvent({ ...event, ...names, apiEndpoint, locale, requestId, timestamp: clock.now() });
    const reason = await this.#post(eventsUrl, request);
    const { name: type } = event;
    if (reason !== undefined) log.warn('Telling a skill of a skill event failed', { code: reason.code, type });
    const facts = { kind: type, messageId: requestId, ...names, region: customer.region };
    journal.append(createEntry({ ...facts, request, reason }), [...listSecrets(request)]);
    return { type, requestId, taken: reason === undefined, ...(reason !== undefined && { reason }) };
  }

  async #post(eventsUrl: string, message: object): Promise<Reason | undefined> {
    const { timeoutMs } = this.#options;
    const target = { directiveUrl: eventsUrl, invoke: 'http' } as const;
    const terms = { maxBytes: MOST_BYTES, timeoutMs, allowed: '200 with an empty response' };
    const answer = await this.#calls.call({ target, message, ...terms });
    return answer.type === 'failed' ? answer.reason : undefined;
  }
}

type EntryFacts = Pick<NewEntry, 'kind' | 'messageId' | 'region' | 'request' | 'skillId' | 'userId'> & {
  readonly reason: Reason | undefined;
};

function createEntry({ reason, ...facts }: EntryFacts): NewEntry {
  const entry = { ...facts, path: SKILL_EVENT_PATH, effects: [] };
  if (reason === undefined) return { ...entry, status: 200, verdict: 'accepted' };
  const { code } = reason;
  const isCut = code === 'SKILL_RESPONSE_TIMEOUT_EXCEPTION' || code === 'gateway-stopping';
  const status = code === 'SKILL_RESPONSE_TIMEOUT_EXCEPTION' ? 504 : 502;
  return { ...entry, status, code, verdict: isCut ? 'cut' : 'refused', reason };
}
