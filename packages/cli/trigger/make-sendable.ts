import { type AlexaEvent, createNotice, type Notice, type Problem, validateNotice } from '@gatehouse/protocol';
import { judgeMessage, makeMessage, makeNotice } from './make-ready.ts';
import type { ReadyEvent, ReadyMoment } from './ready-event.ts';
import { parseSetting } from './set-place.ts';
import type { TriggerOptions } from './trigger-options.ts';

/** A ready-made event with the values that were given, and the errors in it; it can be sent when there are none. */
export type Sendable = { readonly name: string; readonly problems: readonly Problem[] } & (
  | { readonly type: 'message'; readonly message: AlexaEvent }
  | { readonly type: 'notice'; readonly notice: Notice }
);

/**
 * Makes what is sent. A notice without `--reference` is a new one.
 *
 * @throws GatehouseError `wrong-usage` for a `--set` that is none, or whose path is not there
 */
export function makeSendable(
  ready: ReadyEvent,
  { options, moment }: { readonly options: TriggerOptions; readonly moment: ReadyMoment },
): Sendable {
  const { name } = ready;
  const settings = options.set.map(parseSetting);
  if (ready.type === 'message') {
    const message = makeMessage(ready, { settings, moment });
    return { type: 'message', name, message, problems: judgeMessage(message) };
  }
  const notice = createNotice({
    content: makeNotice(ready, { settings, moment }),
    audience: options.everybody ? { type: 'Multicast' } : { type: 'Unicast', user: options.user },
    referenceId: options.reference ?? moment.messageId.replaceAll('-', ''),
    timestamp: moment.now,
  });
  const problems = validateNotice(notice, { mode: 'strict', now: moment.now });
  return { type: 'notice', name, notice, problems: problems.filter(({ severity }) => severity === 'error') };
}
