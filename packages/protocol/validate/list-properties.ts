import { memberOf } from '../json/json-object.ts';
import type { PropertyList } from './judge-properties.ts';

const withFreeContext: ReadonlySet<string> = new Set([
  'DoorbellPress',
  'ErrorResponse',
  'GetAlexaAutomationStatus',
  'MediaCreatedOrUpdated',
  'MediaDeleted',
]);

/** The lists of state properties that an event of a kind has: its changes and its context. Source: fact sheet 2 and 2.1. */
export function listProperties(value: unknown, kind: string): readonly PropertyList[] {
  const context = memberOf(memberOf(value, 'context'), 'properties');
  const change = memberOf(memberOf(memberOf(memberOf(value, 'event'), 'payload'), 'change'), 'properties');
  const inChange = { properties: change, path: ['event', 'payload', 'change', 'properties'] };
  const inContext = { properties: context, path: ['context', 'properties'] };
  return [...(kind === 'ChangeReport' ? [inChange] : []), ...(withFreeContext.has(kind) ? [] : [inContext])];
}
