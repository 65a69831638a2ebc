import { discoveryEndpointSchema } from '../discovery/discovery-endpoint.ts';
import { discoveryLimits } from '../discovery/discovery-limits.ts';
import { describeValue } from '../form/describe.ts';
import { createForm, type Form } from '../form/form.ts';
import { countJsonBytes } from '../json/count-json-bytes.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { judgeEndpoint } from './judge-endpoint.ts';

/** The form of one endpoint of discovery, compiled once. */
export const endpointForm: Form = createForm(discoveryEndpointSchema);

const kinds: ReadonlySet<string> = new Set(['AddOrUpdateReport', 'DeleteReport', 'Discover.Response']);

/** Judges the endpoints of a discovery message: how many and how large, each once, and each by itself. Source: fact sheet 4. */
export function judgeEndpointList(findings: Findings, payload: unknown, kind: string): void {
  const endpoints = memberOf(payload, 'endpoints');
  if (!kinds.has(kind) || !Array.isArray(endpoints)) {
    return;
  }
  const path: Path = ['event', 'payload', 'endpoints'];
  const most = discoveryLimits.endpointsPerMessage;
  if (endpoints.length > most) {
    findings.report('discovery-endpoint-count', path, `has ${endpoints.length} items; allowed ${most}`);
    return;
  }
  if (kind === 'AddOrUpdateReport') {
    judgeSize(findings, payload);
  }
  const seen = new Set<string>();
  const sources = new Map<string, number>();
  endpoints.forEach((endpoint: unknown, index) => {
    const endpointId = textAt(endpoint, ['endpointId']);
    if (endpointId !== undefined && seen.has(endpointId)) {
      findings.report('discovery-duplicate', [...path, index, 'endpointId'], 'is named twice; allowed once');
    }
    seen.add(endpointId ?? '');
    if (kind !== 'DeleteReport' && isJsonObject(endpoint)) {
      findings.judgeForm(endpointForm, { value: endpoint, path: [...path, index] });
      judgeEndpoint(findings, endpoint, [...path, index]);
      judgeEventSources(findings, { endpoint, index, sources });
    }
  });
}

/** Judges that no earlier endpoint has a SimpleEventSource of the same instance. Source: fact sheet 3.3. */
function judgeEventSources(
  findings: Findings,
  at: { readonly endpoint: unknown; readonly index: number; readonly sources: Map<string, number> },
): void {
  const { endpoint, index, sources } = at;
  const capabilities = memberOf(endpoint, 'capabilities');
  if (!Array.isArray(capabilities)) {
    return;
  }
  capabilities.forEach((capability: unknown, place) => {
    const instance = textAt(capability, ['instance']);
    if (instance === undefined || memberOf(capability, 'interface') !== 'Alexa.SimpleEventSource') {
      return;
    }
    const owner = sources.get(instance) ?? index;
    sources.set(instance, owner);
    if (owner !== index) {
      const path: Path = ['event', 'payload', 'endpoints', index, 'capabilities', place, 'instance'];
      const says = `is ${describeValue(instance)}, which endpoint ${owner} of the message has too; allowed once in all`;
      findings.report('discovery-instance-shared', path, says);
    }
  });
}

function judgeSize(findings: Findings, payload: unknown): void {
  const bytes = countJsonBytes(payload);
  if (bytes > discoveryLimits.reportBytes) {
    const says = `has ${bytes} bytes; allowed ${discoveryLimits.reportBytes}`;
    findings.report('discovery-report-size', ['event', 'payload'], says);
  }
}
