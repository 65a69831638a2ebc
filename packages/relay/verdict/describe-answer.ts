import type { Answer, UnansweredReason } from '@gatehouse/client';

const unanswered: Readonly<Record<UnansweredReason, string>> = {
  timeout: 'No answer came in time',
  reset: 'The connection was cut before the answer was whole',
  refused: 'The gateway refused the connection',
  dns: "The gateway's name could not be resolved",
  tls: 'No secure connection to the gateway came about',
  aborted: 'The request was given up',
  other: 'The request failed on the way',
};

/** What characters a code may have to be repeated in a sentence; anything else came from somebody who is not Amazon. */
const CODE = /^[A-Za-z0-9_.-]{1,80}$/;

/** An answer as the beginning of a sentence; never repeats free text of the other side, which could echo a token. */
export function describeAnswer(answer: Answer): string {
  if (answer.type === 'unanswered') return unanswered[answer.reason];
  const code = answer.code !== undefined && CODE.test(answer.code) ? ` ${answer.code}` : '';
  return `The gateway answered ${answer.status}${code}`;
}
