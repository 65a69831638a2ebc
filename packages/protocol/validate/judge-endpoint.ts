import { discoveryLimits } from '../discovery/discovery-limits.ts';
import { displayCategories } from '../discovery/display-categories.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { countJsonBytes } from '../json/count-json-bytes.ts';
import { isJsonObject, type JsonObject, textAt } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { judgeCapability } from './judge-capability.ts';

/** Judges one endpoint of discovery beyond its form: categories, cookie, capabilities. Source: fact sheet 4. */
export function judgeEndpoint(findings: Findings, endpoint: JsonObject, path: Path): void {
  judgeCategories(findings, endpoint.displayCategories, [...path, 'displayCategories']);
  judgeCookie(findings, endpoint.cookie, [...path, 'cookie']);
  judgeCapabilities(findings, endpoint.capabilities, [...path, 'capabilities']);
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
  const seen = new Set<string>();
  capabilities.forEach((capability: unknown, index) => {
    const name = textAt(capability, ['interface']);
    if (name === undefined || !isJsonObject(capability)) {
      return;
    }
    const key = JSON.stringify([name, capability.instance]);
    if (seen.has(key)) {
      const says = `declares ${describeName(name)} with the same instance again; allowed once`;
      findings.report('discovery-capability-duplicate', [...path, index], says);
    }
    seen.add(key);
    judgeCapability(findings, capability, [...path, index]);
  });
  if (capabilities.length > 0 && !seen.has(JSON.stringify(['Alexa', undefined]))) {
    findings.report('discovery-alexa', path, 'does not list the interface Alexa');
  }
}
