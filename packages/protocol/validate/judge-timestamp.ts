import { describeValue } from '../form/describe.ts';
import { isJsonObject } from '../json/json-object.ts';
import { encodeTimestamp, parseLooseTimestamp, parseTimestamp } from '../timestamp/timestamp.ts';
import type { Findings, Path } from './findings.ts';

const timeMembers: ReadonlySet<string> = new Set([
  'endTime',
  'expirationTime',
  'expireTime',
  'startTime',
  'timeOfSample',
  'timestamp',
]);

/** Judges one timestamp; a text that can be understood all the same is reported with how it should read. */
export function judgeTimestamp(findings: Findings, value: unknown, path: Path): void {
  if (typeof value !== 'string' || parseTimestamp(value) !== undefined) {
    return;
  }
  const loose = parseLooseTimestamp(value);
  const advice = loose === undefined ? 'allowed UTC as YYYY-MM-DDThh:mm:ss.sssZ' : `write ${encodeTimestamp(loose.at)}`;
  findings.report('timestamp', path, `is ${describeValue(value)}; ${advice}`);
}

/** Judges every timestamp in a payload, at any depth, by the names that the documents give to times. */
export function judgeTimestamps(findings: Findings, value: unknown, path: Path): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      judgeTimestamps(findings, item, [...path, index]);
    });
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (timeMembers.has(name)) {
        judgeTimestamp(findings, member, [...path, name]);
      }
      judgeTimestamps(findings, member, [...path, name]);
    }
  }
}
