import { styleText } from 'node:util';
import type { Host } from '../platform/host.ts';
import { encodeEffectWords } from './effect-words.ts';
import type { JournalLine } from './gateway-api.ts';
import type { RunningSample } from './running-sample.ts';

/**
 * Links the sample customer and lets the home live until the host is told to stop; tells every event that the
 * gateway gets, with its effect: a line for people, the whole journal entry for programs.
 */
export async function tellJournal(
  running: RunningSample,
  { host, json }: { json: boolean; host: Host },
): Promise<void> {
  const { linked, discover } = await running.sample.link(running);
  const endpoints = discover?.event?.payload?.endpoints?.length ?? 0;
  const { relay, control } = running;
  if (json) host.out(`${JSON.stringify({ ready: true, urls: { relay, control }, linked, endpoints })}\n`);
  else host.out(encodeGreeting({ relay, control, linked, endpoints }));
  const tell = (entry: JournalLine): void => {
    if (json) host.out(`${JSON.stringify(entry)}\n`);
    else if (entry.kind !== undefined) host.out(encodeLine(entry, host.colour));
  };
  await running.sample.live(tell, host.stop);
}

function encodeGreeting(facts: { relay: string; control: string; linked: boolean; endpoints: number }): string {
  return [
    `Relay    ${facts.relay}    what it knows of the customer: ${facts.relay}/v1/customers/sample-customer`,
    `Gateway  ${facts.control}    the home as Alexa sees it: ${facts.control}/homes/amzn1.ask.account.SAMPLE`,
    facts.linked
      ? `Linked: AcceptGrant answered, token obtained, ${facts.endpoints} endpoints discovered; stop with Ctrl+C`
      : 'The sample customer could not be linked',
    '',
    '',
  ].join('\n');
}

function encodeLine(entry: JournalLine, colour: boolean): string {
  const paint = (style: 'green' | 'red' | 'dim', text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const status = paint(entry.verdict === 'accepted' ? 'green' : 'red', String(entry.status));
  const code = entry.code === undefined ? '' : ` ${entry.code}`;
  const time = paint('dim', entry.at.slice('2026-01-01T'.length, -1));
  return `${time}  ${status}${code}  ${(entry.kind ?? '').padEnd(18)}${encodeEffectWords(entry)}\n`;
}
