import { GatehouseError, renderNotice } from '@gatehouse/protocol';
import { encodeColumns } from '../command/encode-columns.ts';
import { EXIT } from '../command/exit.ts';
import { RelayAccess } from '../command/relay-access.ts';
import type { Host } from '../platform/host.ts';
import { SAMPLE } from '../sample/sample-names.ts';
import { findReady, listSettable, readyEvents } from './make-ready.ts';
import { makeSendable, type Sendable } from './make-sendable.ts';
import type { ReadyMoment } from './ready-event.ts';
import { encodeTriggerAnswer, type TriggerAnswer } from './trigger-answer.ts';
import { GatewayAccess } from './trigger-gateway.ts';
import type { TriggerOptions, TriggerResult } from './trigger-options.ts';
import { sendMessageByRelay, sendNoticeByRelay } from './trigger-relay.ts';

/** What a run of the command has: its words, and the machine. */
export interface TriggerRun {
  readonly options: TriggerOptions;
  readonly host: Host;
}

/**
 * Sends, lists or shows a ready-made event.
 *
 * @throws GatehouseError `wrong-usage` and `unreachable`
 */
export async function runTrigger(name: string | undefined, run: TriggerRun): Promise<TriggerResult> {
  const { options } = run;
  if (options.list) return name === undefined ? listNames(options) : listPaths(name, run);
  if (name === undefined) {
    throw new GatehouseError('wrong-usage', 'No event is named to trigger; gatehouse trigger --list names all');
  }
  const ready = findReady(name);
  if (options.preview) return preview(makeSendable(ready, { options, moment: createMoment(run) }), options);
  const way = await findWay(run);
  const sendable = makeSendable(ready, { options, moment: createMoment(run, way.now) });
  if (sendable.problems.length > 0) return tellProblems(sendable, options);
  return tellAnswer(await send(sendable, { way, options }), { sendable, options });
}

/** Where an event goes: to a gateway, whose clock shows `now`, or through a relay. */
type Way =
  | { readonly type: 'gateway'; readonly gateway: GatewayAccess; readonly now: number }
  | { readonly type: 'relay'; readonly relay: RelayAccess; readonly now?: undefined };

/**
 * A gateway has a clock to read, if it is let; anything else is taken for a relay. Of the addresses in the environment only
 * that of the control API comes from `gatehouse exec` alone: a relay has the regions' too.
 */
async function findWay({ options, host }: TriggerRun): Promise<Way> {
  const { to, customer } = options;
  const inside = customer === undefined ? host.env.GATEHOUSE_CONTROL_URL || undefined : undefined;
  const address = to ?? inside;
  if (address !== undefined && URL.canParse(address)) {
    const gateway = new GatewayAccess(host, address.replace(/\/+(?:_gatehouse\/?)?$/, ''));
    const now = await gateway.readClock();
    if (now !== undefined) {
      checkForGateway(address, options);
      return { type: 'gateway', gateway, now };
    }
  }
  if (to === undefined && inside !== undefined) {
    const message = `No gateway answers at ${inside}, which GATEHOUSE_CONTROL_URL names; unset it, or name another address with --to`;
    throw new GatehouseError('unreachable', message);
  }
  return { type: 'relay', relay: new RelayAccess(host, { url: to, option: '--to' }) };
}

/**
 * Refuses what a gateway that answers would leave unheeded: it knows no customer of a relay, and of the addresses of its other
 * regions it tells none; those that `gatehouse exec` sets are known.
 */
function checkForGateway(address: string, { to, customer, region }: TriggerOptions): void {
  if (customer !== undefined) {
    const message = `--customer names whose event it is at a relay, but at ${address} a gateway answers; name the user with --user, or a relay with --to`;
    throw new GatehouseError('wrong-usage', message);
  }
  if (to === undefined || region === undefined) return;
  const message = `--region got ${region}, but at ${address} a gateway answers, which listens for one region at each address; leave --region out, and name with --to the address of its region ${region}`;
  throw new GatehouseError('wrong-usage', message);
}

function send(sendable: Sendable, { way, options }: { way: Way; options: TriggerOptions }): Promise<TriggerAnswer> {
  const { customer = SAMPLE.customer, skill: skillId, user: userId, stage, region } = options;
  if (sendable.type === 'message') {
    const { message } = sendable;
    if (way.type === 'relay') return sendMessageByRelay(way.relay, { customer, message });
    return way.gateway.sendMessage(message, { skillId, userId });
  }
  const { notice } = sendable;
  if (way.type === 'relay') return sendNoticeByRelay(way.relay, { notice, stage, region });
  return way.gateway.sendNotice(notice, { stage: stage ?? 'live', region });
}

function createMoment({ host }: Pick<TriggerRun, 'host'>, now?: number): ReadyMoment {
  return { now: now ?? host.clock.now(), messageId: host.random.uuid() };
}

function preview(sendable: Sendable, options: TriggerOptions): TriggerResult {
  const { name, problems } = sendable;
  if (problems.length > 0) return tellProblems(sendable, options);
  if (sendable.type === 'message') return { out: `${JSON.stringify(sendable.message, null, options.json ? 0 : 2)}\n` };
  const { notice } = sendable;
  const { locale } = options;
  const { text, basis } = renderNotice(notice.event, { locale, attributes: notice.localizedAttributes }) ?? {};
  if (options.json) return { out: `${JSON.stringify({ name, locale, text, basis, notice })}\n` };
  return { out: `${text}\n`, err: `  told in ${locale}; how well the sentence is known: ${basis}\n` };
}

function listNames({ json }: TriggerOptions): TriggerResult {
  const items = readyEvents.map(({ name, type, about }) => ({ name, type: type === 'notice' ? type : 'event', about }));
  return { out: json ? `${JSON.stringify({ items })}\n` : encodeColumns(['name', 'type', 'about'], items) };
}

function listPaths(name: string, run: TriggerRun): TriggerResult {
  const paths = listSettable(findReady(name), createMoment(run));
  return { out: run.options.json ? `${JSON.stringify({ name, paths })}\n` : `${paths.join('\n')}\n` };
}

function tellAnswer(
  answer: TriggerAnswer,
  { sendable, options }: { sendable: Sendable; options: TriggerOptions },
): TriggerResult {
  const code = answer.taken ? EXIT.done : EXIT.no;
  if (options.json) {
    return { code, out: `${JSON.stringify(encodeTriggerAnswer(sendable.name, { answer, sent: sentOf(sendable) }))}\n` };
  }
  return answer.taken ? { code, out: `${answer.said}\n` } : { code, err: `gatehouse: ${answer.said}\n` };
}

function tellProblems(sendable: Sendable, { json }: TriggerOptions): TriggerResult {
  const { name, problems } = sendable;
  const code = EXIT.no;
  if (json) return { code, out: `${JSON.stringify({ name, taken: false, problems, sent: sentOf(sendable) })}\n` };
  const lines = problems.map(({ pointer, message, rule }) => `  at ${pointer}: ${message} (rule ${rule})\n`);
  return { code, err: `gatehouse: ${name} was not sent, as it breaks rules\n${lines.join('')}` };
}

function sentOf(sendable: Sendable): unknown {
  return sendable.type === 'notice' ? sendable.notice : sendable.message;
}
