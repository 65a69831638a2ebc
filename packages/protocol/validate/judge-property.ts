import { capabilityOf } from '../capability/capabilities.ts';
import type { Capability, CapabilityProperty } from '../capability/capability.ts';
import { knowsPart } from '../capability/knows-part.ts';
import { versionsOfOtherInterface } from '../capability/other-interfaces.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { createForm, type Form } from '../form/form.ts';
import type { FormFault } from '../form/form-fault.ts';
import { type JsonObject, memberOf } from '../json/json-object.ts';
import type { RuleId } from '../rule/rules.ts';
import type { Findings, Path } from './findings.ts';
import { judgeTimestamp } from './judge-timestamp.ts';

const forms: WeakMap<CapabilityProperty, Form> = new WeakMap();

/**
 * Judges one state property beyond its form: interface, property, instance, value, time. What the form has already
 * refused is passed over.
 */
export function judgeProperty(findings: Findings, property: JsonObject, path: Path): void {
  judgeTimestamp(findings, property.timeOfSample, [...path, 'timeOfSample']);
  const { namespace, name } = property;
  if (typeof namespace !== 'string' || typeof name !== 'string') {
    return;
  }
  const capability = capabilityOf(namespace);
  if (capability === undefined) {
    if (versionsOfOtherInterface(namespace) === undefined) {
      const says = `is ${describeValue(namespace)}; no interface of that name is documented`;
      findings.report('interface-unknown', [...path, 'namespace'], says);
    }
    return;
  }
  const known = memberOf(capability.properties, name) === undefined ? undefined : capability.properties[name];
  if (known === undefined && !knowsPart(capability, 'properties')) {
    return;
  }
  if (known === undefined) {
    const says = `is not a property of ${capability.interface}; it has ${describeProperties(capability)}`;
    findings.report('property-unknown', [...path, 'name'], says);
    return;
  }
  judgeInstance(findings, { capability, property, path });
  if (Object.hasOwn(property, 'value')) {
    judgeValue(findings, { known, value: property.value, path: [...path, 'value'] });
  }
}

function judgeInstance(
  findings: Findings,
  at: { readonly capability: Capability; readonly property: JsonObject; readonly path: Path },
): void {
  const { capability, property, path } = at;
  if (capability.instance === 'none' || Object.hasOwn(property, 'instance')) {
    return;
  }
  const rule = capability.instance === 'required' ? 'property-instance' : 'property-instance-advised';
  findings.report(rule, [...path, 'instance'], `is missing; ${capability.interface} has instances`);
}

function judgeValue(
  findings: Findings,
  at: { readonly known: CapabilityProperty; readonly value: unknown; readonly path: Path },
): void {
  const { known, value, path } = at;
  if (known.tolerated?.includes(value) === true) {
    findings.report('property-value-tolerated', path, `is ${describeValue(value)}; documented in capitals`);
    return;
  }
  const form = forms.get(known) ?? createForm(known.schema);
  forms.set(known, form);
  findings.judgeForm(form, { value, path, rename: renameValueFault });
}

function renameValueFault(fault: FormFault): RuleId {
  return fault.type === 'out-of-range' ? 'property-range' : 'property-value';
}

function describeProperties(capability: Capability): string {
  const names = Object.keys(capability.properties);
  return names.length === 0 ? 'none' : names.map(describeName).join(', ');
}
