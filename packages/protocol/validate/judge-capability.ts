import { capabilityOf } from '../capability/capabilities.ts';
import type { Capability } from '../capability/capability.ts';
import { knowsPart } from '../capability/knows-part.ts';
import { versionsOfOtherInterface } from '../capability/other-interfaces.ts';
import { isTrueFlag } from '../discovery/flag.ts';
import { describeValue } from '../form/describe.ts';
import { isJsonObject, type JsonObject, memberOf, textAt } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { judgeLabels } from './judge-labels.ts';
import { judgeOwnMembers } from './judge-own-members.ts';
import { judgeRanges } from './judge-ranges.ts';

/** Judges one capability of an endpoint beyond its form: interface, version, instance, properties, configuration. */
export function judgeCapability(findings: Findings, capability: JsonObject, path: Path): void {
  const name = textAt(capability, ['interface']) ?? '';
  const known = capabilityOf(name);
  const versions = known?.versions ?? versionsOfOtherInterface(name);
  if (versions === undefined) {
    const says = `is ${describeValue(name)}; no interface of that name is documented`;
    findings.report('discovery-interface', [...path, 'interface'], says);
    return;
  }
  const { version } = capability;
  if (!hasVersion(versions, version)) {
    findings.report(
      'discovery-version',
      [...path, 'version'],
      `is ${describeValue(version)}; allowed ${versions.join(', ')}`,
    );
  }
  judgeReporting(findings, capability, path);
  judgeLabels(findings, capability, path);
  if (known !== undefined) {
    judgeNeeds(findings, { capability, known, path });
    judgeSupported(findings, { capability, known, path });
    judgeOwnMembers(findings, { capability, known, path });
    judgeRanges(findings, capability, path);
    judgeLifecycle(findings, known, path);
  }
}

/** Whether an interface has a version; as a number 1 is 1.0. What is neither text nor number, the form has refused. */
function hasVersion(versions: readonly string[], version: unknown): boolean {
  if (typeof version === 'number') {
    return versions.some(known => Number(known) === version);
  }
  return typeof version !== 'string' || versions.includes(version);
}

interface Known {
  readonly capability: JsonObject;
  readonly known: Capability;
  readonly path: Path;
}

function judgeNeeds(findings: Findings, at: Known): void {
  const { capability, known, path } = at;
  if (known.instance !== 'none' && !Object.hasOwn(capability, 'instance')) {
    findings.report('discovery-instance', [...path, 'instance'], `is missing; ${known.interface} has instances`);
  }
  for (const need of known.needs ?? []) {
    if (!Object.hasOwn(capability, need)) {
      findings.report('discovery-configuration', [...path, need], `is missing; ${known.interface} needs it`);
    }
  }
  if (known.interface === 'Alexa.SimpleEventSource' && isJsonObject(capability.configuration)) {
    judgeSupportedEvents(findings, capability.configuration.supportedEvents, [
      ...path,
      'configuration',
      'supportedEvents',
    ]);
  }
}

function judgeSupportedEvents(findings: Findings, events: unknown, path: Path): void {
  if (!Array.isArray(events) || events.length === 0) {
    findings.report('discovery-event', path, 'names no event; expected at least one');
    return;
  }
  events.forEach((event: unknown, index) => {
    if (!isJsonObject(event)) {
      const says = `is ${describeValue(event)}; expected an object with id and friendlyNames`;
      findings.report('discovery-event', [...path, index], says);
      return;
    }
    for (const name of ['id', 'friendlyNames'].filter(member => memberOf(event, member) === undefined)) {
      findings.report('discovery-event', [...path, index, name], 'is missing');
    }
  });
}

function judgeSupported(findings: Findings, at: Known): void {
  const { capability, known, path } = at;
  const supported = memberOf(capability.properties, 'supported');
  if (!Array.isArray(supported) || !knowsPart(known, 'properties')) {
    return;
  }
  supported.forEach((property: unknown, index) => {
    const name = textAt(property, ['name']);
    if (name !== undefined && !Object.hasOwn(known.properties, name)) {
      const names = Object.keys(known.properties).join(', ') || 'none';
      const says = `is ${describeValue(name)}; ${known.interface} has ${names}`;
      findings.report('discovery-property', [...path, 'properties', 'supported', index, 'name'], says);
    } else if (name !== undefined && isEarlier(capability.version, known.properties[name]?.since)) {
      const says = `is ${name}, which came with version ${known.properties[name]?.since} of ${known.interface}`;
      findings.report('discovery-property-version', [...path, 'properties', 'supported', index, 'name'], says);
    }
  });
}

/** Whether a version, as text or number, is before another. */
function isEarlier(version: unknown, since: string | undefined): boolean {
  const given = typeof version === 'string' || typeof version === 'number' ? Number(version) : Number.NaN;
  return since !== undefined && given < Number(since);
}

function judgeReporting(findings: Findings, capability: JsonObject, path: Path): void {
  const { properties } = capability;
  if (!isJsonObject(properties)) {
    return;
  }
  const proactive = isTrueFlag(properties.proactivelyReported);
  const retrievable = isTrueFlag(properties.retrievable);
  if (capability.interface === 'Alexa.EndpointHealth' && !(proactive && retrievable)) {
    findings.report(
      'discovery-health',
      [...path, 'properties'],
      'does not declare both retrievable and proactivelyReported',
    );
  } else if (proactive && !retrievable) {
    findings.report(
      'discovery-retrievable',
      [...path, 'properties', 'retrievable'],
      'is not true though proactivelyReported is',
    );
  }
}

function judgeLifecycle(findings: Findings, known: Capability, path: Path): void {
  const { lifecycle, lifecycleSince, successor } = known;
  if (lifecycle !== 'current') {
    const since = lifecycleSince === undefined ? '' : ` since ${lifecycleSince}`;
    const instead = successor === undefined ? '' : `; use ${successor}`;
    findings.report('discovery-lifecycle', [...path, 'interface'], `is ${lifecycle}${since}${instead}`);
  }
}
