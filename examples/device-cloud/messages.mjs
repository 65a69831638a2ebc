import { randomUUID } from 'node:crypto';

function message(namespace, name, payload = {}) {
  return { event: { header: { namespace, name, messageId: randomUUID(), payloadVersion: '3' }, payload } };
}

/** An event that belongs to a directive: by its correlation token, and of its endpoint. */
function answer({ header, endpoint }, built) {
  if (header.correlationToken !== undefined) built.event.header.correlationToken = header.correlationToken;
  if (endpoint?.endpointId !== undefined) built.event.endpoint = { endpointId: endpoint.endpointId };
  return built;
}

/** The device has done it, and stands as these properties say. */
export function response(directive, properties) {
  return { ...answer(directive, message('Alexa', 'Response')), context: { properties } };
}

/** It takes a while; `seconds` is for locks alone. */
export function deferredResponse(directive, seconds) {
  const payload = seconds === undefined ? {} : { estimatedDeferralInSeconds: seconds };
  const deferred = message('Alexa', 'DeferredResponse', payload);
  deferred.event.header.correlationToken = directive.header.correlationToken;
  return deferred;
}

/** It cannot be done: `type` is one of Alexa's. An AcceptGrant knows one type only. */
export function errorResponse(directive, { type, message: text }) {
  if (directive.header.name === 'AcceptGrant') {
    return message('Alexa.Authorization', 'ErrorResponse', { type: 'ACCEPT_GRANT_FAILED', message: text });
  }
  return answer(directive, message('Alexa', 'ErrorResponse', { type, message: text }));
}

/** Somebody has pressed the doorbell at this time, in milliseconds since the epoch. */
export function doorbellPress(endpointId, at) {
  const payload = { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: new Date(at).toISOString() };
  const press = message('Alexa.DoorbellEventSource', 'DoorbellPress', payload);
  press.event.endpoint = { endpointId };
  return { ...press, context: {} };
}
