import { describeValue } from '../form/describe.ts';
import { isJsonObject, memberOf } from '../json/json-object.ts';
import type { Findings } from '../validate/findings.ts';

const path = ['relevantAudience', 'payload'];

/** Judges whom a notice is for: a Unicast names one customer, a Multicast nobody. What is no audience the form has reported. */
export function judgeNoticeAudience(findings: Findings, notice: unknown): void {
  const audience = memberOf(notice, 'relevantAudience');
  const type = memberOf(audience, 'type');
  const payload = memberOf(audience, 'payload');
  if (type === 'Unicast' && payload === undefined) {
    findings.report('notice-user', path, 'is missing; expected the userId of the customer as user');
  } else if (type === 'Unicast' && isJsonObject(payload)) {
    judgeUnicast(findings, payload);
  } else if (type === 'Multicast' && payload === undefined) {
    findings.report('notice-multicast-payload', path, 'is missing; expected an empty object');
  } else if (type === 'Multicast' && isJsonObject(payload)) {
    for (const name of Object.keys(payload)) {
      const says = 'is known for a Unicast only; the payload of a Multicast is empty';
      findings.report('notice-multicast-members', [...path, name], says);
    }
  }
}

function judgeUnicast(findings: Findings, payload: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(payload)) {
    if (name === 'userId') {
      findings.report('notice-user-id', [...path, name], 'is called user in the examples and by every client');
    } else if (name !== 'user') {
      findings.report('notice-member-unknown', [...path, name], 'is not known; known is user');
    }
  }
  const name = payload.user === undefined && payload.userId !== undefined ? 'userId' : 'user';
  const user = payload[name];
  if (typeof user !== 'string' || user === '') {
    const found = user === undefined ? 'is missing' : `is ${describeValue(user)}`;
    findings.report('notice-user', [...path, name], `${found}; expected the userId of the customer`);
  }
}
