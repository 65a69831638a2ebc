import { isJsonObject } from '../json/json-object.ts';
import type { Problem } from '../problem/problem.ts';
import { Findings } from './findings.ts';
import { isTooDeep } from './judge-depth.ts';
import { judgeEndpoint } from './judge-endpoint.ts';
import { endpointForm } from './judge-endpoint-list.ts';
import { describeEndpointMember } from './subject.ts';
import type { ValidateOptions } from './validate-options.ts';

/** Judges one endpoint as discovery describes it; any value may be given. Source: fact sheet 3.5 and 4. */
export function validateDiscoveryEndpoint(value: unknown, options: Pick<ValidateOptions, 'mode'> = {}): Problem[] {
  const findings = new Findings(options.mode ?? 'strict', path => describeEndpointMember(value, path));
  if (isTooDeep(value)) {
    findings.report('message-depth', [], 'nests more than 64 levels deep');
    return findings.problems;
  }
  findings.judgeForm(endpointForm, { value, path: [] });
  if (isJsonObject(value)) {
    judgeEndpoint(findings, value, []);
  }
  return findings.problems;
}
