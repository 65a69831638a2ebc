import { setTimeout as sleep } from 'node:timers/promises';
import { describeState, isAllowed, setValue, valueAsked } from './devices.mjs';
import { deferredResponse, errorResponse, response } from './messages.mjs';
import { OfflineError } from './wire.mjs';

/** How long a device may take before its answer is put off, in milliseconds: well inside the relay's 5 seconds. */
const ANSWER_WITHIN_MS = 2_000;

/**
 * What stands behind the relay (`GATEHOUSE_HANDLER_URL`): takes control directives, moves the device, and answers with its
 * state, with an error, or with DeferredResponse and the late answer after it. The new state is reported in any case.
 */
export function createHandler({ accounts, wire, reports, queue, now, log, answerWithinMs = ANSWER_WITHIN_MS }) {
  return async function handle({ directive }) {
    // Whose home is moved is decided by the token and not by gatehouse-customer, so that nobody opens another's door.
    const account = accounts.ownerOf(directive.endpoint?.scope?.token);
    if (account === undefined) return errorResponse(directive, INVALID_TOKEN);
    const device = account.devices.get(directive.endpoint.endpointId);
    if (device === undefined) return errorResponse(directive, NO_SUCH_DEVICE);
    const { namespace, name } = directive.header;
    const value = valueAsked(device, { namespace, name, payload: directive.payload });
    if (value === undefined) return errorResponse(directive, CANNOT);
    if (!isAllowed(namespace, value)) return errorResponse(directive, OUT_OF_RANGE);
    const moved = move(account, device, { namespace, value });
    const outcome = await within(moved, answerWithinMs);
    if (outcome === undefined) {
      const answered = async () => answerLater(directive, { account, device, outcome: await moved });
      void queue.add(`The answer to ${directive.header.messageId}`, answered);
      return deferredResponse(directive, device.deferralSeconds);
    }
    void tellState({ account, device, outcome });
    const { error } = outcome;
    return error === undefined ? response(directive, outcome.properties) : errorResponse(directive, error);
  };

  /** What came of a command: the device's properties, or the error. Never rejects. */
  async function move(account, device, { namespace, value }) {
    try {
      await wire.send(account, device.endpointId, { namespace, value });
      setValue(device, namespace, { value, at: now() });
      return { changed: namespace, properties: describeState(device) };
    } catch (error) {
      log(`Moving ${device.endpointId} of ${account.id} failed: ${error.message}`);
      if (error instanceof OfflineError) return { error: { type: 'ENDPOINT_UNREACHABLE', message: error.message } };
      // What went wrong inside is for the log alone.
      return { error: { type: 'INTERNAL_ERROR', message: 'The device could not be moved' } };
    }
  }

  async function answerLater(directive, about) {
    // First the answer: a report that overtook it would leave it nothing to tell.
    await reports.reply(directive.header.correlationToken, about);
    await tellState(about);
  }

  /** The relay takes no state out of an answer: what a directive has changed is reported as anything else. */
  function tellState({ account, device, outcome: { changed } }) {
    return changed && reports.state(account, device, { namespaces: [changed], cause: 'VOICE_INTERACTION' });
  }
}

const INVALID_TOKEN = { type: 'INVALID_AUTHORIZATION_CREDENTIAL', message: 'Nobody has this access token' };
const NO_SUCH_DEVICE = { type: 'NO_SUCH_ENDPOINT', message: 'The home has no such device' };
const OUT_OF_RANGE = { type: 'VALUE_OUT_OF_RANGE', message: 'The device cannot be set to that value' };
const CANNOT = { type: 'INVALID_DIRECTIVE', message: 'The device cannot do that' };

/** What work comes to, undefined when it takes longer. */
async function within(work, limitMs) {
  const over = new AbortController();
  const timer = sleep(limitMs, undefined, { signal: over.signal }).catch(() => undefined);
  const first = await Promise.race([work, timer]);
  over.abort();
  return first;
}
