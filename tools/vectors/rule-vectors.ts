import { absent, edit } from './edit.ts';
import { brightness, capabilityOf, changeReportOf, eventSamples, lamp, power, propertyOf } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** What is changed in a sample, and what rule that breaks where; no rule when it is still valid. */
type Case = readonly [value: unknown, rule?: string, pointer?: string];

const changed = '/event/payload/change/properties/0';

/** Nested arrays, so many levels deep. */
function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) {
    value = [value];
  }
  return value;
}

function events(cases: readonly Case[]): Vector[] {
  return cases.flatMap(([value, rule, pointer = '']) =>
    verdictOf({ name: rule ?? 'valid', kind: 'event', value }, rule, pointer),
  );
}

function verdictOf(judged: Parameters<typeof taken>[0], rule: string | undefined, pointer: string): Vector[] {
  return rule === undefined
    ? taken(judged)
    : refused({ ...judged, name: `${judged.name} at ${pointer || 'the whole'}` }, [rule, pointer]);
}

function posted(kind: string, pointer: string, member: unknown): unknown {
  return edit(eventSamples[kind], pointer, member);
}

/** The rules of the envelope, each broken alone. Source: fact sheet 1, 10. */
export function envelopeRuleVectors(): readonly Vector[] {
  const header = '/event/header';
  const scope = '/event/endpoint/scope';
  return [
    ...events([
      ...[null, 1, 'ChangeReport', true, [], [{}]].map((value): Case => [value, 'message-form']),
      [{}, 'event-missing', '/event'],
      [{ event: 1 }, 'event-missing', '/event'],
      [{ event: null }, 'event-missing', '/event'],
      [{ event: nested(80) }, 'message-depth'],
      [posted('ChangeReport', '/event/endpoint', absent), 'endpoint-missing', '/event/endpoint'],
      [posted('ChangeReport', '/event/endpoint', 'lamp-1'), 'endpoint-missing', '/event/endpoint'],
      [posted('ChangeReport', `${changed}/value`, absent), 'value-missing', `${changed}/value`],
      [posted('ChangeReport', scope, absent), 'scope-missing', scope],
      [posted('AddOrUpdateReport', '/event/payload/scope', absent), 'scope-missing', '/event/payload/scope'],
      [posted('ChangeReport', `${scope}/token`, ''), 'scope-token', `${scope}/token`],
      [posted('ChangeReport', `${scope}/token`, '  '), 'scope-token', `${scope}/token`],
      [posted('ChangeReport', `${scope}/type`, 'Bearer'), 'scope-type', `${scope}/type`],
      [posted('ChangeReport', `${header}/instance`, 'One'), 'header-member', `${header}/instance`],
      [posted('ChangeReport', `${header}/name`, absent), 'member-missing', `${header}/name`],
      [posted('ChangeReport', `${header}/namespace`, absent), 'member-missing', `${header}/namespace`],
      [posted('ChangeReport', '/further', 1), 'member-unknown', '/further'],
      [posted('ChangeReport', '/context', 1), 'member-type', '/context'],
      [
        posted('Arm.Response', '/event/payload/exitDelayInSeconds', 256),
        'member-range',
        '/event/payload/exitDelayInSeconds',
      ],
      [posted('MediaDeleted', '/event/payload/mediaIds', []), 'member-length', '/event/payload/mediaIds'],
      [
        posted('SeekController StateReport', '/event/payload/properties/0/name', 'a'),
        'member-value',
        '/event/payload/properties/0/name',
      ],
    ]),
    ...refused({ name: 'directive-missing', kind: 'directive', value: {} }, ['directive-missing', '/directive']),
  ];
}

/** The rules of single kinds of messages, each broken alone. Source: fact sheet 1.1, 2, 5. */
export function messageRuleVectors(): readonly Vector[] {
  const name = '/event/header/name';
  const direct = ['Discover.Response', 'DeferredResponse', 'AcceptGrant.Response', 'AcceptGrant.ErrorResponse'];
  return [
    ...events([
      ...direct.map((kind): Case => [eventSamples[kind], 'kind-not-postable', name]),
      [eventSamples.ActivationStarted, 'scene-reply', name],
      [eventSamples.DeactivationStarted, 'scene-reply', name],
      [posted('WakeUp', name, 'WakeDown'), 'kind-unknown', name],
      [posted('WakeUp', '/event/header/namespace', 'Alexa.Teleporter'), 'kind-unknown', '/event/header/namespace'],
      [
        posted('Response', '/event/header/correlationToken', absent),
        'correlation-token',
        '/event/header/correlationToken',
      ],
    ]),
    ...['Response', 'StateReport', 'ErrorResponse'].flatMap(kind =>
      taken({
        name: `${kind} as a direct answer needs no scope`,
        kind: 'event',
        posted: false,
        value: posted(kind, '/event/endpoint/scope', absent),
      }),
    ),
  ];
}

/** The rules of state properties, each broken alone. Source: fact sheet 1.4, 2.1, 3.1. */
export function propertyRuleVectors(): readonly Vector[] {
  const range = propertyOf('Alexa.RangeController', 'rangeValue', 1);
  const mode = propertyOf('Alexa.ModeController', 'mode', 'Wash.Cold');
  const toggle = propertyOf('Alexa.ToggleController', 'toggleState', 'ON');
  const level = propertyOf('Alexa.InventoryLevelSensor', 'level', { '@type': 'Count', value: 3 });
  const instances: readonly Case[] = [range, mode, toggle].flatMap((property): Case[] => [
    [changeReportOf([property]), 'property-instance', `${changed}/instance`],
    [changeReportOf([{ ...property, instance: 'One' }])],
  ]);
  return [
    ...events([
      ...instances,
      [changeReportOf([level]), 'property-instance-advised', `${changed}/instance`],
      [changeReportOf([{ ...level, instance: 'One' }])],
      [changeReportOf([{ ...power, namespace: 'Alexa.Nothing' }]), 'interface-unknown', `${changed}/namespace`],
      [changeReportOf([{ ...power, name: 'power' }]), 'property-unknown', `${changed}/name`],
      [changeReportOf([{ ...power, value: 'on' }]), 'property-value-tolerated', `${changed}/value`],
      [changeReportOf([{ ...power, value: 'off' }]), 'property-value-tolerated', `${changed}/value`],
      [changeReportOf([power, power]), 'property-duplicate', '/event/payload/change/properties/1'],
      [changeReportOf([power], [power]), 'property-repeated', '/context/properties/0'],
      [
        changeReportOf([
          { ...range, instance: 'One' },
          { ...range, instance: 'Two' },
        ]),
      ],
      [changeReportOf([propertyOf('Alexa.Cooking.TemperatureSensor', 'cookingTemperature', 'anything')])],
      [changeReportOf([propertyOf('Alexa.UIController', 'anything', 1)])],
    ]),
    ...declaredVectors(),
  ];
}

/** State against what discovery declares. Source: fact sheet 2.1, only declared properties. */
function declaredVectors(): readonly Vector[] {
  const stated = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' };
  const muted = { namespace: 'Alexa.Speaker', name: 'muted', value: true };
  const lift = { namespace: 'Alexa.RangeController', instance: 'Blind.Lift', name: 'rangeValue', value: 40 };
  const blind = edit(
    lamp,
    '/capabilities/3',
    capabilityOf('Alexa.RangeController', ['rangeValue'], { instance: 'Blind.Lift' }),
  );
  const silent = edit(lamp, '/capabilities/1/properties/proactivelyReported', false);
  const unsaid = edit(lamp, '/capabilities/1/properties/proactivelyReported', absent);
  const tilt = { ...lift, instance: 'Blind.Tilt' };
  return [
    ...taken({ name: 'declared', kind: 'state', value: [stated], description: lamp }),
    ...taken({ name: 'declared with its instance', kind: 'state', value: [lift], description: blind }),
    ...refused({ name: 'not declared', kind: 'state', value: [muted], description: lamp }, [
      'property-undeclared',
      '/0/name',
    ]),
    ...[silent, unsaid].flatMap(description =>
      refused({ name: 'not reported', kind: 'state', value: [stated], description }, [
        'property-not-proactive',
        '/0/name',
      ]),
    ),
    ...refused({ name: 'another instance', kind: 'state', value: [tilt], description: blind }, [
      'property-instance-undeclared',
      '/0/instance',
    ]),
    ...refused({ name: 'time that is no time', kind: 'state', value: [{ ...stated, timeOfSample: 'now' }] }, [
      'timestamp',
      '/0/timeOfSample',
    ]),
    ...refused({ name: 'no value', kind: 'state', value: [edit(stated, '/value', absent)] }, [
      'value-missing',
      '/0/value',
    ]),
    ...taken({ name: 'both lamp properties', kind: 'state', value: [power, brightness] }),
  ];
}
