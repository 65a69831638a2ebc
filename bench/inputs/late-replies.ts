import { response } from '@gatehouse/protocol';

const ENDPOINTS = 64;

/** The correlation token of the n-th late reply. */
export function replyToken(number: number): string {
  return `bench-directive-${number}`;
}

/** The n-th late reply as a device cloud hands it to a relay that has not seen the directive. */
export function lateReply(number: number, customer: string): object {
  return { customer, endpointId: endpointOf(number), properties: [stateOf(number)] };
}

/** The same reply as Alexa gets it. */
export function postedReply(number: number, token: string): object {
  const message = response({
    messageId: `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
    correlationToken: replyToken(number),
    endpointId: endpointOf(number),
    properties: [stateOf(number)],
    payload: {},
  });
  const endpoint = { endpointId: endpointOf(number), scope: { type: 'BearerToken', token } };
  return { ...message, event: { ...message.event, endpoint } };
}

interface PowerState {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
  readonly timeOfSample: string;
  readonly uncertaintyInMilliseconds: number;
}

function stateOf(number: number): PowerState {
  const timeOfSample = new Date(Date.UTC(2026, 0, 2, 3, 4, 5) + number).toISOString();
  const value = number % 2 === 0 ? 'ON' : 'OFF';
  return { namespace: 'Alexa.PowerController', name: 'powerState', value, timeOfSample, uncertaintyInMilliseconds: 0 };
}

function endpointOf(number: number): string {
  return `device-${number % ENDPOINTS}`;
}
