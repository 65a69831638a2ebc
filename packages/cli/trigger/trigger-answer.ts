import { type JsonObject, textAt } from '@gatehouse/protocol';

/** What a relay or a gateway answered: whether it took the event, in words for people and as it came. */
export interface TriggerAnswer {
  readonly to: 'gateway' | 'relay';
  readonly taken: boolean;
  readonly status: number;
  /** A sentence: what was taken, or why not. */
  readonly said: string;
  readonly body?: unknown;
}

/** What a body says of a refusal, in whatever of the forms: problems of ours, errors of Amazon's paths and of tokens. */
export function refusalIn(body: unknown): string {
  const paths = [['detail'], ['message'], ['payload', 'description'], ['error_description'], ['error']];
  const said = paths.map(path => textAt(body, path)).find(text => text !== undefined) ?? 'without a reason';
  const codes = [['code'], ['type'], ['payload', 'code'], ['error']];
  const code = codes.map(path => textAt(body, path)).find(text => text !== undefined && !text.startsWith('urn:'));
  const pointer = textAt(body, ['pointer']);
  return `${said}${pointer ? ` (at ${pointer})` : ''}${code === undefined ? '' : ` [${code}]`}`;
}

/** The answer as JSON for programs, with what was sent. */
export function encodeTriggerAnswer(
  name: string,
  { answer, sent }: { answer: TriggerAnswer; sent: unknown },
): JsonObject {
  const { said, ...facts } = answer;
  return { name, ...facts, message: said, sent };
}
