import type { Random, Secret } from '@gatehouse/client/platform';
import { createHeader, type Mode } from '@gatehouse/protocol';
import { createDirectiveReason } from '../directive/directive-rules.ts';
import type { DirectiveSender } from '../directive/directive-sender.ts';
import { journalDirective } from '../directive/journal-directive.ts';
import { judgeMessages } from '../directive/judge-messages.ts';
import { type PutDiscovered, putDiscovered } from '../effect/put-discovered.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Journal } from '../journal/journal.ts';
import type { Reason } from '../journal/reason.ts';
import type { Skill } from '../skill/skill.ts';
import type { Link } from './link.ts';

/** What a home is discovered with. */
export interface DiscoverHouse {
  readonly random: Random;
  readonly mode: Mode;
  readonly homes: HomeRegistry;
  readonly directives: DirectiveSender;
  readonly journal: Pick<Journal, 'append'>;
}

/** A Discover to send. */
export interface DiscoverAsk {
  readonly skill: Skill;
  readonly link: Link;
  readonly granteeToken: Secret;
  readonly timeoutMs: number;
  /** Whether the link holds still when the answer is there; the endpoints of an ended one are not taken. */
  isLinked(): boolean;
}

/** The answer to Discover, and why there is none or some of its endpoints were not taken. */
export interface Discovery {
  readonly discover?: unknown;
  readonly problem?: Pick<Reason, 'code' | 'message'>;
}

/**
 * Sends Discover once and takes the endpoints of the answer into the home; the journal gets an entry. Never rejects.
 * Source: fact sheet 2 and 4.
 */
export async function discoverHome(ask: DiscoverAsk, house: DiscoverHouse): Promise<Discovery> {
  const { skill, granteeToken, timeoutMs } = ask;
  const directive = {
    directive: {
      header: createHeader(['Alexa.Discovery', 'Discover'], { messageId: house.random.uuid() }),
      payload: { scope: { type: 'BearerToken', token: granteeToken.reveal() } },
    },
  };
  const answer = await house.directives.send({ target: skill, directive, timeoutMs });
  const sent = { directive, deferred: false, tookMs: answer.tookMs };
  if (answer.type === 'failed') {
    journal({ ...sent, problem: answer.reason, effects: [] }, ask, house);
    return { problem: answer.reason };
  }
  const { reply } = answer;
  const put = ask.isLinked() ? putDiscovered(ask.link, reply, house.homes) : { effects: [], ignored: [] };
  const problem = put === undefined ? { problem: notDiscovered() } : {};
  journal({ ...sent, reply, ...problem, effects: [], ...put }, ask, house);
  return { discover: reply, ...(put === undefined ? NO_ENDPOINTS : describeRefused(put)) };
}

const NO_ENDPOINTS: Discovery = {
  problem: { code: 'no-endpoints', message: 'The answer is no Discover.Response with endpoints' },
};

function notDiscovered(): Reason {
  return createDirectiveReason('not-a-reply', 'The skill answered Discover with no Discover.Response with endpoints');
}

function describeRefused({ ignored }: PutDiscovered): Pick<Discovery, 'problem'> {
  if (ignored.length === 0) return {};
  const places = ignored.map(({ pointer, code }) => `${pointer?.split('/').at(-1)} (${code})`).join(', ');
  return { problem: { code: 'endpoints-refused', message: `Not taken were the endpoints at ${places}` } };
}

type Sent = Parameters<typeof journalDirective>[0]['exchange'];

function journal(sent: Sent, { link }: DiscoverAsk, house: DiscoverHouse): void {
  const { userId, skillId, region } = link;
  const exchange = { ...sent, problems: judgeMessages(sent, { mode: house.mode }) };
  journalDirective({ origin: { userId, skillId, region, cause: 'link' }, exchange }, house.journal);
}
