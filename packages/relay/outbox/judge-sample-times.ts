import { encodeTimestamp, isJsonObject, memberOf, type Problem, parseTimestamp, textAt } from '@gatehouse/protocol';

/** By how much a sample may lie ahead of the relay's clock unless configured otherwise, in milliseconds. Our choice. */
export const SAMPLE_AHEAD_MS = 300_000;

/** Until when samples are believed, in milliseconds since the epoch, and whose they are. */
export interface SampleTimeLimit {
  readonly latest: number;
  readonly endpointId: string | undefined;
}

/**
 * Judges the times of samples against the clock. A sample from the future would make every later one stale, at the
 * relay and at Alexa, until that time has come: so it is refused, and nothing is guessed in its place.
 *
 * @param properties state properties; what is no such thing is left to the rules of form
 * @param pointer the JSON pointer of the list, without a trailing slash
 */
export function judgeSampleTimes(properties: unknown, pointer: string, limit: SampleTimeLimit): Problem[] {
  if (!Array.isArray(properties)) return [];
  return properties.flatMap((property, index) => {
    const text = textAt(property, ['timeOfSample']);
    const at = text === undefined ? undefined : parseTimestamp(text);
    if (at === undefined || at <= limit.latest) return [];
    const whose = `timeOfSample of ${textAt(property, ['name'])} of endpoint ${limit.endpointId}`;
    return [
      {
        code: 'out-of-range',
        pointer: `${pointer}/${index}/timeOfSample`,
        message: `${whose} is ${text}, which lies ahead of the clock; allowed up to ${encodeTimestamp(limit.latest)}`,
        rule: 'relay-sample-time',
        source: 'relay configuration, sampleAheadMs',
        severity: 'error' as const,
      },
    ];
  });
}

/** The same for both lists of properties of a whole message. */
export function judgeMessageTimes(message: unknown, latest: number): Problem[] {
  const endpointId = textAt(message, ['event', 'endpoint', 'endpointId']);
  const payload = memberOf(memberOf(message, 'event'), 'payload');
  const change = isJsonObject(payload) ? memberOf(payload, 'change') : undefined;
  return [
    ...judgeSampleTimes(memberOf(change, 'properties'), '/event/payload/change/properties', { latest, endpointId }),
    ...judgeSampleTimes(memberOf(memberOf(message, 'context'), 'properties'), '/context/properties', {
      latest,
      endpointId,
    }),
  ];
}
