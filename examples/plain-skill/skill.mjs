import { randomUUID } from 'node:crypto';
import { createAccounts } from './accounts.mjs';
import { describeEndpoint, describeState, setValue, valueAsked } from './devices.mjs';
import { createSender } from './events.mjs';
import { createTokens } from './tokens.mjs';

/** How long a lock is expected to take, in seconds; told in DeferredResponse. */
const BOLT_SECONDS = 15;

/**
 * A smart home skill: takes directives, answers them as Amazon's documents say, and reports what changes by itself.
 *
 * `hosts` is where Amazon is, `now` the time, `sleep` waits so many milliseconds, `moveBolt` resolves when a lock has
 * moved, and `log` takes a line.
 */
export function createSkill({ hosts, clientId, clientSecret, now, sleep, moveBolt, log }) {
  const accounts = createAccounts();
  const tokens = createTokens({ url: hosts.token, clientId, clientSecret, now });
  const sender = createSender({ url: hosts.events, tokens, sleep, log });
  /** Answers that are still to be sent. */
  const pending = new Set();

  async function answer({ directive }) {
    const { header, endpoint, payload } = directive;
    if (header.namespace === 'Alexa.Authorization') return acceptGrant(payload);
    const scope = endpoint?.scope ?? payload.scope;
    const account = accounts.ownerOf(scope?.token);
    if (account === undefined) return fail(directive, 'INVALID_AUTHORIZATION_CREDENTIAL', 'Nobody has this token');
    if (header.namespace === 'Alexa.Discovery') return discover(account);
    const device = account.devices.find(({ endpointId }) => endpointId === endpoint.endpointId);
    if (device === undefined) return fail(directive, 'NO_SUCH_ENDPOINT', 'There is no such device');
    if (header.name === 'ReportState') return reply(directive, device, 'StateReport');
    return control(directive, { account, device });
  }

  async function acceptGrant({ grant, grantee }) {
    const account = accounts.ownerOf(grantee.token);
    try {
      if (account === undefined) throw new TypeError('Nobody has this token');
      // First the tokens, then the answer: whoever says yes without them can never send an event.
      await tokens.accept(account, grant.code);
      return event('Alexa.Authorization', 'AcceptGrant.Response');
    } catch (error) {
      log(`A grant was not accepted: ${error.message}`);
      return event('Alexa.Authorization', 'ErrorResponse', { type: 'ACCEPT_GRANT_FAILED', message: error.message });
    }
  }

  function discover(account) {
    return event('Alexa.Discovery', 'Discover.Response', { endpoints: account.devices.map(describeEndpoint) });
  }

  function control(directive, { account, device }) {
    const { header, payload } = directive;
    const value = valueAsked(device, { namespace: header.namespace, name: header.name, payload });
    if (value === undefined) return fail(directive, 'INVALID_DIRECTIVE', 'The device cannot do that');
    if (device.isSlow) return defer(directive, { account, device, value });
    setValue(device, header.namespace, { value, at: now() });
    return reply(directive, device, 'Response');
  }

  /** Says at once that it takes a while; the answer follows to the event gateway. */
  function defer(directive, { account, device, value }) {
    const later = async () => {
      await moveBolt();
      setValue(device, directive.header.namespace, { value, at: now() });
      await sender.send(account, reply(directive, device, 'Response'));
    };
    const sent = later()
      .catch(error => log(`Answering later failed: ${error.message}`))
      .finally(() => pending.delete(sent));
    pending.add(sent);
    const deferred = event('Alexa', 'DeferredResponse', { estimatedDeferralInSeconds: BOLT_SECONDS });
    deferred.event.header.correlationToken = directive.header.correlationToken;
    return deferred;
  }

  return {
    accounts,
    answer,
    /** Changes a device as its switch would, and tells Alexa; answers what became of the event. */
    async change(accountId, endpointId, { namespace, value }) {
      const account = accounts.read(accountId);
      const device = account?.devices.find(each => each.endpointId === endpointId);
      if (!device?.state.has(namespace)) return 'no-such-device';
      if (!setValue(device, namespace, { value, at: now() })) return 'unchanged';
      const properties = describeState(device);
      const report = event('Alexa', 'ChangeReport', {
        change: {
          cause: { type: 'PHYSICAL_INTERACTION' },
          properties: properties.filter(property => property.namespace === namespace),
        },
      });
      report.event.endpoint = { endpointId };
      report.context = { properties: properties.filter(property => property.namespace !== namespace) };
      return sender.send(account, report);
    },
    /** Whether a deferred answer is still to be sent. */
    isBusy: () => pending.size > 0,
    /** Waits until none is. */
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

function event(namespace, name, payload = {}) {
  return { event: { header: { namespace, name, messageId: randomUUID(), payloadVersion: '3' }, payload } };
}

/** An answer with the device's whole state. */
function reply({ header, endpoint }, device, name) {
  const message = event('Alexa', name);
  message.event.header.correlationToken = header.correlationToken;
  message.event.endpoint = { endpointId: endpoint.endpointId };
  message.context = { properties: describeState(device) };
  return message;
}

function fail({ header, endpoint }, type, message) {
  const error = event('Alexa', 'ErrorResponse', { type, message });
  if (header.correlationToken !== undefined) error.event.header.correlationToken = header.correlationToken;
  if (endpoint !== undefined) error.event.endpoint = { endpointId: endpoint.endpointId };
  return error;
}
