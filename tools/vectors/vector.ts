/** How bad a problem is. */
export type Severity = 'error' | 'warning' | 'note';

/** A problem that a validator must find: the rule that is broken, and where. */
export interface ExpectedProblem {
  readonly rule: string;
  readonly pointer: string;
  readonly severity: Severity;
}

/** One line of a vector file; vectors/README.md describes its members. */
export interface Vector {
  readonly name: string;
  readonly kind: 'event' | 'directive' | 'endpoint' | 'state' | 'notice' | 'skill-event';
  readonly value: unknown;
  readonly mode?: 'observed';
  readonly posted?: false;
  readonly description?: unknown;
  readonly now?: number;
  readonly expect: { readonly valid: boolean; readonly problems: readonly ExpectedProblem[] };
}

/** What is judged, before anything is said about the verdict. */
export type Judged = Pick<Vector, 'name' | 'kind' | 'value' | 'posted' | 'description' | 'now'>;

/** Rules that hold in both modes: what the live gateway refuses, and what cannot be read at all. Source: fact sheet 10; notice sheet 2. */
const refusedInBothModes: ReadonlySet<string> = new Set([
  'directive-missing',
  'discovery-endpoint-count',
  'discovery-report-size',
  'endpoint-missing',
  'event-missing',
  'message-depth',
  'message-form',
  'notice-expiry',
  'notice-form',
  'notice-member-length',
  'notice-member-missing',
  'notice-member-type',
  'notice-member-value',
  'notice-name',
  'notice-reference',
  'notice-timestamp',
  'notice-user',
  'scope-token',
  'skill-event-form',
  'skill-event-missing',
  'skill-event-name',
  'skill-event-timestamp',
  'skill-event-type',
  'value-missing',
]);

/** Rules that advise: nothing is refused for breaking them. */
const advice: ReadonlySet<string> = new Set([
  'registration-doorbell',
  'context-in-error',
  'deferral',
  'discovery-alexa',
  'discovery-asset',
  'discovery-friendly-name',
  'discovery-health',
  'discovery-instance-reused',
  'discovery-lifecycle',
  'discovery-property-version',
  'discovery-retrievable',
  'discovery-semantics',
  'notice-attribute-place',
  'notice-attribute-spelling',
  'notice-count',
  'notice-expiry-span',
  'notice-garbage-count',
  'notice-locale-duplicate',
  'notice-timestamp-zone',
  'notice-user-id',
  'property-instance-advised',
  'property-repeated',
  'property-value-tolerated',
  'scene-reply',
  'simple-event-id',
  'skill-event-session',
  'skill-event-subscription',
]);

/** Rules that note what is unusual. */
const notes: ReadonlySet<string> = new Set([
  'cause-undocumented',
  'discovery-asset-misprint',
  'notice-attribute-unused',
  'notice-attributes-missing',
  'notice-multicast-payload',
  'notice-plain-text',
  'notice-reference-tolerated',
  'notice-spelling',
  'notice-timestamp-form',
  'registration-precision',
  'skill-event-body',
]);

/** A case that breaks no rule, in strict mode and therefore in both. */
export function taken(judged: Judged): Vector[] {
  return [{ ...judged, expect: { valid: true, problems: [] } }];
}

/**
 * A case that breaks rules, each at a pointer, and no other: once in strict mode, and once in observed mode where the
 * verdict differs. State knows the strict mode only.
 */
export function refused(judged: Judged, ...broken: readonly (readonly [rule: string, pointer: string])[]): Vector[] {
  const strict = verdict(judged, broken, 'strict');
  const observed = verdict(judged, broken, 'observed');
  const differs = JSON.stringify(strict.expect) !== JSON.stringify(observed.expect);
  return differs && judged.kind !== 'state' ? [strict, observed] : [strict];
}

function verdict(
  judged: Judged,
  broken: readonly (readonly [rule: string, pointer: string])[],
  mode: 'strict' | 'observed',
): Vector {
  const problems = broken.map(([rule, pointer]) => ({ rule, pointer, severity: severityOf(rule, mode) }));
  const expect = { valid: problems.every(({ severity }) => severity !== 'error'), problems };
  return mode === 'strict'
    ? { ...judged, expect }
    : { ...judged, name: `${judged.name}, observed`, mode: 'observed', expect };
}

function severityOf(rule: string, mode: 'strict' | 'observed'): Severity {
  if (notes.has(rule)) {
    return 'note';
  }
  if (advice.has(rule)) {
    return 'warning';
  }
  return mode === 'strict' || refusedInBothModes.has(rule) ? 'error' : 'warning';
}
