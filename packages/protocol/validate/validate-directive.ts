import { capabilityOf } from '../capability/capabilities.ts';
import { knowsPart } from '../capability/knows-part.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { createForm, type Form } from '../form/form.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import { acceptGrantSchema } from '../message/accept-grant.ts';
import { directiveSchema } from '../message/directive.ts';
import { kindOf } from '../message/kind.ts';
import type { Problem } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';
import { Findings } from './findings.ts';
import { isTooDeep } from './judge-depth.ts';
import { judgeDirective } from './judge-directive.ts';
import { judgeDirectiveScope } from './judge-directive-scope.ts';
import { isSingular, payloadVersionsOf } from './judge-header.ts';
import { describeEventMember } from './subject.ts';
import type { ValidateDirectiveOptions } from './validate-options.ts';
import { validateRegistered } from './validate-registered.ts';

const acceptGrantForm: Form = createForm(acceptGrantSchema);
const directiveForm: Form = createForm(directiveSchema);

/** Directives about the account; their namespaces are no capabilities. */
const accountDirectives: ReadonlyMap<string, readonly string[]> = new Map([
  ['Alexa.Authorization', ['AcceptGrant']],
  ['Alexa.Discovery', ['Discover']],
]);

/**
 * Judges a directive: its form, whether its interface has it, whether it names an endpoint, and its payload as far as
 * that is described. Any value may be given. With `registered` it is also judged against the registration of its
 * endpoint. Source: fact sheet 1.1, 2.2 and 3.1, Directives.
 */
export function validateDirective(value: unknown, options: ValidateDirectiveOptions = {}): Problem[] {
  const { mode, registered } = options;
  const found = judgeWhole(value, mode ?? 'strict');
  return registered === undefined ? found : [...found, ...validateRegistered(value, { mode, registered })];
}

function judgeWhole(value: unknown, mode: Mode): Problem[] {
  const findings = new Findings(mode, path => describeEventMember(value, path));
  if (!isJsonObject(value)) {
    findings.report('message-form', [], 'is not an object; allowed an object with the member directive');
    return findings.problems;
  }
  if (isTooDeep(value)) {
    findings.report('message-depth', [], 'nests more than 64 levels deep');
    return findings.problems;
  }
  const kind = kindOf({ directive: value.directive });
  findings.judgeForm(kind === 'AcceptGrant' ? acceptGrantForm : directiveForm, { value, path: [] });
  if (kind === 'ReportState' || kind === 'Directive') {
    judgeTarget(findings, value);
  }
  if (kind !== undefined) {
    judgeName(findings, value);
    judgeInstance(findings, value);
    judgeDirectiveScope(findings, value);
    judgeDirective(findings, value);
  }
  return findings.problems;
}

function judgeTarget(findings: Findings, value: unknown): void {
  if (memberOf(memberOf(value, 'directive'), 'endpoint') === undefined) {
    findings.report(
      'endpoint-missing',
      ['directive', 'endpoint'],
      'is missing; expected the endpoint that is addressed',
    );
  }
}

function judgeName(findings: Findings, value: unknown): void {
  const namespace = textAt(value, ['directive', 'header', 'namespace']) ?? '';
  const name = textAt(value, ['directive', 'header', 'name']) ?? '';
  const path = ['directive', 'header'];
  const versions = payloadVersionsOf(namespace);
  const capability = capabilityOf(namespace);
  if (versions === undefined) {
    const says = `is ${describeValue(namespace)}; no such interface is documented`;
    findings.report('kind-unknown', [...path, 'namespace'], says);
    return;
  }
  const directives = capability?.directives ?? accountDirectives.get(namespace);
  const knowsAll = capability === undefined || knowsPart(capability, 'directives');
  if (directives !== undefined && knowsAll && !directives.includes(name)) {
    const known = directives.map(describeName).join(', ') || 'none';
    findings.report('kind-unknown', [...path, 'name'], `is ${describeValue(name)}; ${namespace} has ${known}`);
  }
  const version = textAt(value, ['directive', 'header', 'payloadVersion']);
  if (version !== undefined && !versions.includes(version)) {
    const says = `is ${describeValue(version)}; allowed for ${namespace} ${versions.join(', ')}`;
    findings.report('payload-version', [...path, 'payloadVersion'], says);
  }
}

/**
 * Judges that a directive names an instance where its interface has several, and none where it is there once. Of a
 * directive that nobody has described it is not known. Source: fact sheet 1.1, instance.
 */
function judgeInstance(findings: Findings, value: unknown): void {
  const namespace = textAt(value, ['directive', 'header', 'namespace']) ?? '';
  const path = ['directive', 'header', 'instance'];
  const instance = textAt(value, path);
  const name = textAt(value, ['directive', 'header', 'name']) ?? '';
  const capability = capabilityOf(namespace);
  const isDescribed = Object.hasOwn(capability?.directivePayloads ?? {}, name);
  if (instance === undefined && capability?.instance === 'required' && isDescribed) {
    findings.report('header-instance', path, `is missing; ${namespace} has instances`);
  } else if (instance !== undefined && (accountDirectives.has(namespace) || isSingular(namespace))) {
    findings.report('header-member', path, `is not known in the header of a directive of ${namespace}`);
  }
}
