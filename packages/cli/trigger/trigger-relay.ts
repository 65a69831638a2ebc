import { type AlexaEvent, isJsonObject, type Notice, textAt } from '@gatehouse/protocol';
import type { RelayAccess } from '../command/relay-access.ts';
import { refusalIn, type TriggerAnswer } from './trigger-answer.ts';

/** Sends an event of the smart home through a relay, which adds the customer's token. */
export async function sendMessageByRelay(
  access: RelayAccess,
  { customer, message }: { customer: string; message: AlexaEvent },
): Promise<TriggerAnswer> {
  const path = `/v1/customers/${encodeURIComponent(customer)}/events`;
  const { status, body } = await access.call({ method: 'POST', path, body: message });
  const [rejected] = listOf(body, 'rejected');
  return readAnswer({ url: access.url, status, body, why: rejected ?? body });
}

/** What a notice for a relay has beside its wire form. */
export interface RelayNoticeParts {
  readonly notice: Notice;
  readonly stage: 'development' | 'live' | undefined;
  readonly region: string | undefined;
}

/** Sends a notice through a relay, which knows the subscribers and their regions. */
export async function sendNoticeByRelay(
  access: RelayAccess,
  { notice, stage, region }: RelayNoticeParts,
): Promise<TriggerAnswer> {
  const more = { ...(stage && { stage }), ...(region && { region }) };
  const { status, body } = await access.call({ method: 'POST', path: '/v1/notices', body: { ...notice, ...more } });
  return readAnswer({ url: access.url, status, body, why: body });
}

interface RelayAnswered {
  readonly url: string;
  readonly status: number;
  readonly body: unknown;
  readonly why: unknown;
}

function readAnswer({ url, status, body, why }: RelayAnswered): TriggerAnswer {
  const ids = listOf(body, 'accepted').map(accepted => textAt(accepted, ['id']));
  const taken = status === 202 && ids.length > 0;
  const warnings = listOf(body, 'warnings').map(warning => `\n  ${refusalIn(warning)}`);
  const waits = `The relay has taken it as ${ids.join(', ')}; gatehouse explain tells what becomes of it`;
  const nobody = status === 202 ? `The relay at ${url} knows nobody to send it to` : undefined;
  const said = taken ? waits : (nobody ?? `The relay at ${url} refused it with ${status}: ${refusalIn(why)}`);
  return { to: 'relay', taken, status, said: `${said}${warnings.join('')}`, body };
}

function listOf(body: unknown, name: string): readonly unknown[] {
  const list = isJsonObject(body) ? body[name] : undefined;
  return Array.isArray(list) ? list : [];
}
