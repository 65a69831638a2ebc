import { describeValue } from '../form/describe.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import { encodeTimestamp } from '../timestamp/timestamp.ts';
import type { Findings, Path } from '../validate/findings.ts';
import { noticeLifetime } from './notice-lifetime.ts';
import { parseNoticeTime } from './notice-time.ts';

const payloadTimes: ReadonlySet<string> = new Set([
  'bookingTime',
  'deliveredOn',
  'enterTimeStamp',
  'enterTimestamp',
  'expectedArrival',
  'startTime',
]);

/** Judges the times of a notice, and its expiry: from `now` in milliseconds where it is given, else from its timestamp. */
export function judgeNoticeTimes(findings: Findings, notice: unknown, now: number | undefined): void {
  const timestamp = judgeTime(findings, memberOf(notice, 'timestamp'), ['timestamp']);
  const expiry = judgeTime(findings, memberOf(notice, 'expiryTime'), ['expiryTime']);
  judgePayloadTimes(findings, memberOf(memberOf(notice, 'event'), 'payload'), ['event', 'payload']);
  const from = now ?? timestamp;
  if (expiry === undefined || from === undefined) {
    return;
  }
  const [rule, origin] =
    now === undefined ? (['notice-expiry-span', 'timestamp'] as const) : (['notice-expiry', 'now'] as const);
  const { leastMs, mostMs } = noticeLifetime;
  if (expiry - from < leastMs || expiry - from > mostMs) {
    const text = describeValue(textAt(notice, ['expiryTime']));
    const allowed = `${encodeTimestamp(from + leastMs)} to ${encodeTimestamp(from + mostMs)}`;
    findings.report(rule, ['expiryTime'], `is ${text}; allowed 5 minutes to 24 hours from ${origin}, ${allowed}`);
  }
}

function judgePayloadTimes(findings: Findings, value: unknown, path: Path): void {
  if (!isJsonObject(value)) {
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (payloadTimes.has(name)) {
      judgeTime(findings, member, [...path, name], 'notice-payload-time');
    }
    judgePayloadTimes(findings, member, [...path, name]);
  }
}

/** Judges one time; answers its milliseconds when it can be read. What is not text the form has reported. */
function judgeTime(
  findings: Findings,
  value: unknown,
  path: Path,
  rule: 'notice-timestamp' | 'notice-payload-time' = 'notice-timestamp',
): number | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const time = parseNoticeTime(value);
  if (time === undefined) {
    findings.report(rule, path, `is ${describeValue(value)}; allowed UTC as YYYY-MM-DDThh:mm:ssZ`);
  } else if (time.form === 'zoneless') {
    findings.report('notice-timestamp-zone', path, `is ${describeValue(value)}, without a zone; read as UTC`);
  } else if (time.form === 'tolerated') {
    const advice = `write ${encodeTimestamp(time.at)}`;
    findings.report('notice-timestamp-form', path, `is ${describeValue(value)}; ${advice}`);
  }
  return time?.at;
}
