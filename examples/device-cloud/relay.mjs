import { setTimeout as sleep } from 'node:timers/promises';

/** What stands in the place of a status where no answer came. */
export const NO_ANSWER = 0;
/** A relay that says nothing for so long is down, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** What lies between two attempts at first and at most, in milliseconds, where the relay names no time. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/**
 * The relay's API. `apiKey` may be undefined where the relay has none; aborting `stop` ends all waiting; `log` takes a line.
 * Each answer is `{status, body, retryAfterMs, why}`.
 */
export function createRelay({ url, apiKey, stop, log }) {
  /** Asks once. */
  async function call(method, path, { body, headers, timeoutMs = TIMEOUT_MS } = {}) {
    const sent = {
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    };
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]);
      const answer = await fetch(url + path, { method, headers: sent, body: JSON.stringify(body), signal });
      return { status: answer.status, retryAfterMs: readPause(answer), ...readBody(await answer.text()) };
    } catch (error) {
      return { status: NO_ANSWER, why: error.cause?.code ?? error.name };
    }
  }

  /**
   * Asks until the relay has decided: again after silence, 429, 5xx and a key that it does not take, for an operator may be
   * changing it. Only what may be said twice is asked so. `isAgain` chooses otherwise; from `untilMs` on the last answer is the answer.
   */
  async function tell(method, path, { untilMs = Number.POSITIVE_INFINITY, isAgain = isUndecided, ...rest } = {}) {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const leftMs = untilMs - Date.now();
      // It may have waited for its turn: what comes too late is not said any more, not even once.
      if (leftMs <= 0) return { status: NO_ANSWER, why: 'too late' };
      const timeoutMs = Math.min(TIMEOUT_MS, leftMs);
      const answer = await call(method, path, { ...rest, timeoutMs });
      if (!isAgain(answer)) return answer;
      // Longer than the relay asks for, each caller by another time, so that not all come back in the same moment.
      const waitMs = (answer.retryAfterMs ?? pauseMs / 2) + (Math.random() * pauseMs) / 2;
      if (stop.aborted || Date.now() + waitMs > untilMs) return answer;
      log(`${method} ${path.replace(/(replies\/).*/, '$1…')} is tried again: ${encodeAnswer(answer)}`);
      await sleep(waitMs, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  return { call, tell };
}

/** Whether the relay has said neither yes nor no. */
export function isUndecided({ status }) {
  return status === NO_ANSWER || status === 401 || status === 403 || status === 429 || status >= 500;
}

/**
 * Whether the relay has surely not begun: it refused at its door, or was not there. A 503 that names no time may be that of
 * something in between, which has passed the request on.
 */
export function isUntouched({ status, retryAfterMs, why }) {
  return (
    status === 429 || (status === 503 && retryAfterMs !== undefined) || (status === NO_ANSWER && why === 'ECONNREFUSED')
  );
}

/** An answer that is no yes, in one line: the problem's code, what was found, where, and what to do. */
export function encodeAnswer({ status, body, why }) {
  if (status === NO_ANSWER) return `no answer (${why})`;
  const { code, detail, remedy, pointer, problems, rejected = [] } = body ?? {};
  const places = problems ?? (rejected.length > 0 ? rejected : [{ pointer, message: detail }]);
  const found = places
    .map(place => (place.pointer ? `${place.message} at "${place.pointer}"` : place.message))
    .join('; ');
  return code === undefined && rejected.length === 0
    ? String(status)
    : `${status} ${code ?? ''}: ${found}; ${remedy ?? ''}`;
}

function readPause(answer) {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** What stands between this and the relay may answer in HTML. */
function readBody(text) {
  try {
    return { body: JSON.parse(text) };
  } catch {
    return {};
  }
}
