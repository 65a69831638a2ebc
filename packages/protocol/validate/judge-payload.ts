import { errorTypes } from '../error/error-type.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { createForm } from '../form/form.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import { causes, undocumentedCauses } from '../message/cause.ts';
import type { Findings } from './findings.ts';

const payloadPath = ['event', 'payload'];

/** Judges the cause of a change, a ring or a scene. A doorbell rings for one of the documented causes only. */
export function judgeCause(findings: Findings, value: unknown, kind: string): void {
  const path =
    kind === 'ChangeReport' ? [...payloadPath, 'change', 'cause', 'type'] : [...payloadPath, 'cause', 'type'];
  const cause = textAt(value, path);
  if (cause === undefined || causes.some(known => known === cause)) {
    return;
  }
  const allowed = causes.join(', ');
  if (kind !== 'DoorbellPress' && undocumentedCauses.some(known => known === cause)) {
    findings.report('cause-undocumented', path, `is ${cause}; documented are ${allowed}`);
  } else {
    findings.report('cause', path, `is ${describeValue(cause)}; allowed ${allowed}`);
  }
}

/** Judges type, message and further members of an error by the table of its namespace. */
export function judgeError(findings: Findings, value: unknown): void {
  const namespace = textAt(value, ['event', 'header', 'namespace']) ?? '';
  const payload = memberOf(memberOf(value, 'event'), 'payload');
  const type = textAt(payload, ['type']);
  const types = Object.hasOwn(errorTypes, namespace) ? errorTypes[namespace] : undefined;
  if (type === undefined || types === undefined || !isJsonObject(payload)) {
    return;
  }
  const row = Object.hasOwn(types, type) ? types[type] : undefined;
  if (row === undefined) {
    const says = `is ${describeValue(type)}; allowed for ${namespace} ${Object.keys(types).sort().join(', ')}`;
    findings.report('error-type', [...payloadPath, 'type'], says);
    return;
  }
  const needs = [...(row.needs ?? []), ...(namespace === 'Alexa' ? ['message'] : [])];
  for (const name of needs.filter(need => !Object.hasOwn(payload, need))) {
    findings.report('error-payload', [...payloadPath, name], `is missing; ${type} needs it`);
  }
  const known = row.members ?? {};
  for (const [name, member] of Object.entries(payload)) {
    const schema = Object.hasOwn(known, name) ? known[name] : undefined;
    if (schema !== undefined) {
      findings.judgeForm(createForm(schema), { value: member, path: [...payloadPath, name] });
    } else if (namespace === 'Alexa' && type !== 'NO_SUCH_ENDPOINT' && name !== 'type' && name !== 'message') {
      findings.report('member-unknown', [...payloadPath, name], `is not known for ${describeName(type)}`);
    }
  }
}

/** Judges the estimate of a deferral: time does not run backwards. */
export function judgeDeferral(findings: Findings, value: unknown): void {
  const path = [...payloadPath, 'estimatedDeferralInSeconds'];
  const seconds = path.reduce<unknown>(memberOf, value);
  if (typeof seconds === 'number' && seconds < 0) {
    findings.report('deferral', path, `is ${seconds}; allowed 0 or more`);
  }
}
