import { isDeepStrictEqual } from 'node:util';
import type { EndpointView, HomeView, PropertyView } from '../home/home.ts';
import { showValue } from './describe-entry.ts';
import type { Judgement } from './judgement.ts';

/** A property's value as Alexa should know it. */
export interface StateMatch {
  /** Default the only customer. */
  readonly userId?: string;
  readonly endpointId: string;
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  /** Compared deeply. */
  readonly value: unknown;
}

/** Whether a home knows a property with this value. */
export function judgeState(home: HomeView, expected: StateMatch): Judgement {
  const { endpointId, namespace, name, instance, value } = expected;
  const which = `${namespace} ${name}${instance === undefined ? '' : ` (${instance})`} of ${endpointId}`;
  const endpoint = home.endpoints.find(each => each.endpointId === endpointId);
  const property = endpoint?.properties.find(
    each => each.namespace === namespace && each.name === name && each.instance === instance,
  );
  const wanted = `${which} to be ${showValue(value)} in the home of ${home.userId}`;
  if (property === undefined) {
    return { pass: false, message: `Expected ${wanted}; ${describeAbsence(home, endpoint)}` };
  }
  const pass = isDeepStrictEqual(property.value, value);
  const known = `Alexa knows ${showValue(property.value)}, sampled at ${property.timeOfSample}`;
  const message = pass ? `Expected ${wanted.replace(' to be ', ' not to be ')}` : `Expected ${wanted}; ${known}`;
  return { pass, message, expected: value, actual: property.value };
}

function describeAbsence(home: HomeView, endpoint: EndpointView | undefined): string {
  if (endpoint === undefined) {
    const known = home.endpoints.map(({ endpointId }) => endpointId).join(', ');
    return `no such endpoint is discovered; Alexa knows ${known || 'none'}`;
  }
  const known = endpoint.properties.map(nameOf).join(', ');
  return `Alexa has no value of it yet; it knows ${known || 'no property of this endpoint'}`;
}

function nameOf({ namespace, name, instance, value }: PropertyView): string {
  return `${namespace} ${name}${instance === undefined ? '' : ` (${instance})`} = ${showValue(value)}`;
}
