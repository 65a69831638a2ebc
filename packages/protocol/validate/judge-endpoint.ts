import { discoveryLimits } from '../discovery/discovery-limits.ts';
import { displayCategories } from '../discovery/display-categories.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { countJsonBytes } from '../json/count-json-bytes.ts';
import { isJsonObject, type JsonObject, textAt } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { judgeCapability } from './judge-capability.ts';

/** Judges one endpoint of discovery beyond its form: categories, cookie, capabilities. Source: fact sheet 4. */
export function judgeEndpoint(findings: Findings, endpoint: JsonObject, path: Path): void {
  judgeFriendlyName(findings, endpoint.friendlyName, [...path, 'friendlyName']);
  judgeCategories(findings, endpoint.displayCategories, [...path, 'displayCategories']);
  judgeCookie(findings, endpoint.cookie, [...path, 'cookie']);
  judgeCapabilities(findings, endpoint.capabilities, [...path, 'capabilities']);
}

/** The documents forbid special characters and punctuation; letters of any language are letters. Source: fact sheet 4 and 11. */
function judgeFriendlyName(findings: Findings, name: unknown, path: Path): void {
  const [stranger] = typeof name === 'string' ? (/[^\p{L}\p{M}\p{N} ]/u.exec(name) ?? []) : [];
  if (stranger !== undefined) {
    findings.report(
      'discovery-friendly-name',
      path,
      `holds ${describeValue(stranger)}; advised letters, digits and spaces`,
    );
  }
}

function judgeCategories(findings: Findings, categories: unknown, path: Path): void {
  if (!Array.isArray(categories)) {
    return;
  }
  const seen = new Set<unknown>();
  categories.forEach((category: unknown, index) => {
    if (typeof category === 'string' && !displayCategories.has(category)) {
      findings.report(
        'discovery-category',
        [...path, index],
        `is ${describeValue(category)}; no such category is known`,
      );
    } else if (seen.has(category)) {
      findings.report('discovery-category', [...path, index], `is ${describeValue(category)} again; allowed once`);
    }
    seen.add(category);
  });
}

function judgeCookie(findings: Findings, cookie: unknown, path: Path): void {
  if (!isJsonObject(cookie)) {
    return;
  }
  const bytes = countJsonBytes(cookie);
  if (bytes > discoveryLimits.cookieBytes) {
    findings.report('discovery-cookie', path, `has ${bytes} bytes; allowed ${discoveryLimits.cookieBytes}`);
  }
}

function judgeCapabilities(findings: Findings, capabilities: unknown, path: Path): void {
  if (!Array.isArray(capabilities)) {
    return;
  }
  const most = discoveryLimits.capabilitiesPerEndpoint;
  if (capabilities.length > most) {
    findings.report('discovery-capability-count', path, `has ${capabilities.length} items; allowed ${most}`);
  }
  const seen = new Set<string | undefined>();
  const owners = new Map<string, string>();
  capabilities.forEach((capability: unknown, index) => {
    const name = textAt(capability, ['interface']);
    if (name === undefined || !isJsonObject(capability)) {
      return;
    }
    const key = keyOf(name, capability.instance);
    if (key !== undefined && seen.has(key)) {
      const says = `declares ${describeName(name)} with the same instance again; allowed once`;
      findings.report('discovery-capability-duplicate', [...path, index], says);
    }
    seen.add(key);
    judgeInstance(findings, { capability, name, path: [...path, index], owners });
    judgeCapability(findings, capability, [...path, index]);
  });
  if (capabilities.length > 0 && !seen.has(keyOf('Alexa', undefined))) {
    findings.report('discovery-alexa', path, 'does not list the interface Alexa');
  }
}

/** Interface and instance in one text; undefined for an instance that is no text, which the form has refused. */
function keyOf(name: string, instance: unknown): string | undefined {
  const isKey = instance === undefined || typeof instance === 'string';
  return isKey ? JSON.stringify([name, instance]) : undefined;
}

/** Interfaces that share the names of their instances. Source: fact sheet 3.5, instance naming. */
const sharing: ReadonlySet<string> = new Set([
  'Alexa.ModeController',
  'Alexa.RangeController',
  'Alexa.ToggleController',
]);

/** Judges that no other mode, range or toggle of the endpoint has the same instance. */
function judgeInstance(
  findings: Findings,
  at: {
    readonly capability: JsonObject;
    readonly name: string;
    readonly path: Path;
    readonly owners: Map<string, string>;
  },
): void {
  const { capability, name, path, owners } = at;
  const { instance } = capability;
  if (typeof instance !== 'string' || !sharing.has(name)) {
    return;
  }
  const owner = owners.get(instance) ?? name;
  owners.set(instance, owner);
  if (owner !== name) {
    const says = `is ${describeValue(instance)}, which ${owner} of the endpoint has too; advised once`;
    findings.report('discovery-instance-reused', [...path, 'instance'], says);
  }
}
