import { createForm, type Form } from '../form/form.ts';
import { isJsonObject, textAt } from '../json/json-object.ts';
import { statePropertySchema } from '../message/state-property.ts';
import type { Problem } from '../problem/problem.ts';
import { Findings, type Path } from './findings.ts';
import { isTooDeep } from './judge-depth.ts';
import { judgeProperties } from './judge-properties.ts';
import { judgeRegisteredProperty } from './judge-registered-property.ts';
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
 * proactively reported, and their values to be among those that it declares. Any value may be given. Source: fact sheet 1.4, 2.1 and 3.1.
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
      judgeRegisteredProperty(findings, { property, path: [index], description: options.description, proactive: true });
    });
  }
  return findings.problems;
}

function describeStateMember(properties: unknown, path: Path, endpointId: string | undefined): string {
  const [index, ...rest] = path;
  if (!Array.isArray(properties) || typeof index !== 'number') {
    return 'the list of properties';
  }
  const property: unknown = properties[index];
  return isJsonObject(property) ? describeProperty(property, { rest, endpointId }) : `property ${index}`;
}
