import { memberOf } from '@gatehouse/protocol';
import { callRelay } from './call-relay.ts';
import type { Told, ToldLog } from './told-log.ts';

/** How many events are asked for at the same time. */
const AT_ONCE = 32;

/**
 * Asks a relay for everything that was acknowledged and is not known to be settled, and for its ledger. Answers a
 * sentence for each promise that does not hold: each is pending or delivered, or coalesced where it is a level, and
 * the ledger balances.
 */
export async function judgeRelay(url: string, log: ToldLog): Promise<readonly string[]> {
  const wrong: string[] = [];
  const open = log.open();
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const some = await Promise.all(open.slice(from, from + AT_ONCE).map(told => judgeTold(url, { told, log })));
    wrong.push(...some.flat());
  }
  return [...wrong, ...(await judgeLedger(url, log.size))];
}

/** The ledger of a relay; undefined when it gives none. */
export async function readLedger(url: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await callRelay({ method: 'GET', url: `${url}/v1/ledger` });
  return answer?.status === 200 ? { ...(answer.body as object) } : undefined;
}

async function judgeTold(url: string, { told, log }: { told: Told; log: ToldLog }): Promise<readonly string[]> {
  const { id, customer, kind, number } = told;
  const answer = await callRelay({ method: 'GET', url: `${url}/v1/events/${id}` });
  const status = answer?.status === 200 ? String(memberOf(answer.body, 'status')) : `answered ${answer?.status}`;
  if (status === 'pending') return [];
  log.settle(id, status);
  if (status === 'delivered' || (status === 'coalesced' && kind === 'lamp')) return [];
  return [`${kind} of ${customer}: ${number} was acknowledged as ${id}, and is ${status}`];
}

async function judgeLedger(url: string, acknowledged: number): Promise<readonly string[]> {
  const ledger = await readLedger(url);
  if (ledger === undefined) return ['The relay gives no ledger'];
  const told = JSON.stringify(ledger);
  return [
    ...(ledger.balanced === true ? [] : [`The ledger does not balance: ${told}`]),
    ...(Number(ledger.accepted) >= acknowledged
      ? []
      : [`The ledger has fewer events than the ${acknowledged} acknowledged: ${told}`]),
  ];
}
