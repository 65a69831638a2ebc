import { capabilityOf } from '../capability/capabilities.ts';
import { isTrueFlag } from '../discovery/flag.ts';
import { describeName } from '../form/describe.ts';
import { memberOf, textAt } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { describeWords } from './judge-declared-word.ts';
import { judgeRegisteredValue } from './judge-registered-value.ts';

/** The capability objects that a discovery object declares of an interface. */
export function declaredCapabilities(description: unknown, namespace: string): unknown[] {
  const listed = memberOf(description, 'capabilities');
  return Array.isArray(listed) ? listed.filter(item => memberOf(item, 'interface') === namespace) : [];
}

/** The instances that capability objects have, in words. */
export function describeInstances(capabilities: readonly unknown[]): string {
  return describeWords(capabilities.map(capability => textAt(capability, ['instance']) ?? 'none'));
}

/** One state property, and the discovery object of its endpoint. */
export interface RegisteredProperty {
  readonly property: unknown;
  readonly path: Path;
  readonly description: unknown;
  /** Whether it has to be declared with proactivelyReported true: it is told without being asked. */
  readonly proactive: boolean;
}

/** Judges one state property against the discovery object of its endpoint. Source: fact sheet 2.1, 3.1 and 3.5. */
export function judgeRegisteredProperty(findings: Findings, at: RegisteredProperty): void {
  const { property, path, description, proactive } = at;
  const namespace = textAt(property, ['namespace']);
  const name = textAt(property, ['name']);
  if (namespace === undefined || name === undefined) {
    return;
  }
  const declaring = declaredCapabilities(description, namespace).filter(capability => declares(capability, name));
  if (declaring.length === 0) {
    const says = `is not declared in discovery under ${describeName(namespace)}`;
    findings.report('property-undeclared', [...path, 'name'], says);
    return;
  }
  const instance = memberOf(property, 'instance');
  if (!hasInstance(namespace, instance)) {
    return;
  }
  const exact = isAdvised(namespace, instance)
    ? declaring
    : declaring.filter(capability => textAt(capability, ['instance']) === instance);
  const [first] = exact;
  if (first === undefined) {
    const says = `is not declared in discovery; declared are ${describeInstances(declaring)}`;
    findings.report('property-instance-undeclared', [...path, 'instance'], says);
    return;
  }
  if (proactive && !exact.some(capability => isReported(capability))) {
    findings.report('property-not-proactive', [...path, 'name'], 'is not declared with proactivelyReported true');
  }
  const value = memberOf(property, 'value');
  judgeRegisteredValue(findings, {
    property: `${namespace}/${name}`,
    value,
    path: [...path, 'value'],
    capability: first,
  });
}

/** Whether the instance is as its interface has it: other rules refuse one that is no text, or missing where it has to be. */
function hasInstance(namespace: string, instance: unknown): boolean {
  return instance === undefined ? capabilityOf(namespace)?.instance !== 'required' : typeof instance === 'string';
}

/** Whether the instance is missing where it may be, though discovery names one. Source: fact sheet 1.4, instance. */
function isAdvised(namespace: string, instance: unknown): boolean {
  return instance === undefined && capabilityOf(namespace)?.instance === 'advised';
}

function isReported(capability: unknown): boolean {
  return isTrueFlag(memberOf(memberOf(capability, 'properties'), 'proactivelyReported'));
}

function declares(capability: unknown, name: string): boolean {
  const supported = memberOf(memberOf(capability, 'properties'), 'supported');
  return Array.isArray(supported) && supported.some(property => memberOf(property, 'name') === name);
}
