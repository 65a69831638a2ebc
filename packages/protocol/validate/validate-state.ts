import { isTrueFlag } from '../discovery/flag.ts';
import { createForm, type Form } from '../form/form.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import { statePropertySchema } from '../message/state-property.ts';
import type { Problem } from '../problem/problem.ts';
import { Findings, type Path } from './findings.ts';
import { isTooDeep } from './judge-depth.ts';
import { judgeProperties } from './judge-properties.ts';
import { describeProperty } from './subject.ts';

/** Whose state it is. With `description`, the endpoint's discovery object, what it does not declare is refused. */
export interface ValidateStateOptions {
  readonly description?: unknown;
  readonly endpointId?: string | undefined;
}

const stateForm: Form = createForm({
  type: 'array',
  items: { ...statePropertySchema, required: ['namespace', 'name', 'value'] },
});

/**
 * Judges state properties as a device cloud hands them in, always strictly: `timeOfSample` and
 * `uncertaintyInMilliseconds` may be missing. With a description the properties also have to be declared and
 * proactively reported. Any value may be given. Source: fact sheet 1.4, 2.1 and 3.1.
 */
export function validateState(properties: unknown, options: ValidateStateOptions = {}): Problem[] {
  const endpointId = options.endpointId ?? textAt(options.description, ['endpointId']);
  const findings = new Findings('strict', path => describeStateMember(properties, path, endpointId));
  if (isTooDeep(properties)) {
    findings.report('message-depth', [], 'nests more than 64 levels deep');
    return findings.problems;
  }
  findings.judgeForm(stateForm, { value: properties, path: [] });
  judgeProperties(findings, [{ properties, path: [] }]);
  if (options.description !== undefined && Array.isArray(properties)) {
    properties.forEach((property: unknown, index) => {
      judgeDeclared(findings, { property, path: [index], description: options.description });
    });
  }
  return findings.problems;
}

function judgeDeclared(
  findings: Findings,
  at: { readonly property: unknown; readonly path: Path; readonly description: unknown },
): void {
  const { property, path, description } = at;
  const namespace = textAt(property, ['namespace']);
  const name = textAt(property, ['name']);
  if (namespace === undefined || name === undefined) {
    return;
  }
  const listed = memberOf(description, 'capabilities');
  const capabilities = Array.isArray(listed) ? listed.filter(item => memberOf(item, 'interface') === namespace) : [];
  const declaring = capabilities.filter(capability => declares(capability, name));
  if (declaring.length === 0) {
    findings.report('property-undeclared', [...path, 'name'], `is not declared in discovery under ${namespace}`);
    return;
  }
  const instance = textAt(property, ['instance']);
  const exact = declaring.filter(capability => textAt(capability, ['instance']) === instance);
  if (exact.length === 0) {
    const known = declaring.map(capability => textAt(capability, ['instance']) ?? 'none').join(', ');
    findings.report(
      'property-instance-undeclared',
      [...path, 'instance'],
      `is not declared in discovery; declared are ${known}`,
    );
  } else if (
    !exact.some(capability => isTrueFlag(memberOf(memberOf(capability, 'properties'), 'proactivelyReported')))
  ) {
    findings.report('property-not-proactive', [...path, 'name'], 'is not declared with proactivelyReported true');
  }
}

function declares(capability: unknown, name: string): boolean {
  const supported = memberOf(memberOf(capability, 'properties'), 'supported');
  return Array.isArray(supported) && supported.some(property => memberOf(property, 'name') === name);
}

function describeStateMember(properties: unknown, path: Path, endpointId: string | undefined): string {
  const [index, ...rest] = path;
  if (!Array.isArray(properties) || typeof index !== 'number') {
    return 'the list of properties';
  }
  const property: unknown = properties[index];
  return isJsonObject(property) ? describeProperty(property, { rest, endpointId }) : `property ${index}`;
}
