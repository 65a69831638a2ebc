import { describeName } from '../form/describe.ts';
import { memberOf, textAt } from '../json/json-object.ts';
import type { Path } from './findings.ts';

/**
 * Puts a path of an event or a directive into words: `brightness of endpoint lamp-1`,
 * `cookie of endpoint lamp-1`, `event.header.messageId`.
 */
export function describeEventMember(root: unknown, path: Path): string {
  const item = path.findLastIndex((step, index) => typeof step === 'number' && isListed(path[index - 1]));
  const list = path[item - 1];
  if (list === 'properties' && (path[0] === 'context' || path[2] === 'change')) {
    const endpointId = textAt(root, ['event', 'endpoint', 'endpointId']);
    return describeProperty(itemAt(root, path.slice(0, item + 1)), { rest: path.slice(item + 1), endpointId });
  }
  const endpoint = path.findIndex((step, index) => typeof step === 'number' && path[index - 1] === 'endpoints');
  if (endpoint >= 0) {
    return describeEndpointMember(itemAt(root, path.slice(0, endpoint + 1)), path.slice(endpoint + 1));
  }
  const words = joinSteps(path) || 'the message';
  const endpointId = textAt(root, [String(path[0]), 'endpoint', 'endpointId']);
  return path[1] === 'payload' && endpointId !== undefined ? `${words} of endpoint ${describeName(endpointId)}` : words;
}

/** Puts a path of an endpoint's discovery object into words: `version of Alexa.Speaker of endpoint tv-1`. */
export function describeEndpointMember(endpoint: unknown, path: Path): string {
  const endpointId = textAt(endpoint, ['endpointId']);
  const owner = endpointId === undefined ? 'the endpoint' : `endpoint ${describeName(endpointId)}`;
  const [list, index] = path;
  if (list === 'capabilities' && typeof index === 'number') {
    const name = textAt(itemAt(endpoint, [list, index]), ['interface']);
    const capability = name === undefined ? `capability ${index}` : describeName(name);
    const rest = joinSteps(path.slice(2));
    return `${rest === '' ? capability : `${rest} of ${capability}`} of ${owner}`;
  }
  return path.length === 0 ? owner : `${joinSteps(path)} of ${owner}`;
}

/** Puts a path below a state property into words: `value.scale` of a setpoint is `targetSetpoint.scale`. */
export function describeProperty(
  property: unknown,
  at: { readonly rest: Path; readonly endpointId: string | undefined },
): string {
  const { rest, endpointId } = at;
  const instance = textAt(property, ['instance']);
  const plain = describeName(textAt(property, ['name']) ?? 'a property');
  const name = instance === undefined ? plain : `${plain} (${describeName(instance)})`;
  const owner = endpointId === undefined ? '' : ` of endpoint ${describeName(endpointId)}`;
  const isNamed = textAt(property, ['name']) !== undefined && rest[0] === 'name';
  if (rest.length === 0 || isNamed) {
    return name + owner;
  }
  return rest[0] === 'value'
    ? `${[name, ...rest.slice(1)].join('.')}${owner}`
    : `${joinSteps(rest)} of ${name}${owner}`;
}

function isListed(step: string | number | undefined): boolean {
  return step === 'properties' || step === 'endpoints' || step === 'capabilities';
}

function itemAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (Array.isArray(value) ? value[Number(step)] : memberOf(value, String(step))),
    root,
  );
}

function joinSteps(path: Path): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${describeName(step)}`))
    .join('')
    .replace(/^\./, '');
}
