import { isJsonObject, memberOf } from '../json/json-object.ts';
import { placeOfScope } from '../message/scope.ts';
import type { Findings } from './findings.ts';

/** Judges whether a posted event names the customer where its kind does: in the endpoint or in the payload. */
export function judgeScope(findings: Findings, value: unknown, kind: string): void {
  const event = memberOf(value, 'event');
  const place = memberOf(memberOf(event, 'endpoint'), 'scope') === undefined ? undefined : 'endpoint';
  const wanted = placeOfScope(kind);
  const owner = memberOf(event, wanted);
  // Peers put the scope of this one into the payload, the official schema has no place for it; fact sheet 12, row 17.
  const anywhere = kind === 'Event' || kind === 'MediaCreatedOrUpdated';
  const misplaced = anywhere ? (memberOf(memberOf(event, 'payload'), 'scope') ?? place) : undefined;
  if (isJsonObject(owner) && memberOf(owner, 'scope') === undefined && misplaced === undefined) {
    findings.report('scope-missing', ['event', wanted, 'scope'], "is missing; expected the customer's access token");
  }
}
