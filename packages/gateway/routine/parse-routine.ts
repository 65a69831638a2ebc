import { GatehouseError, isJsonObject } from '@gatehouse/protocol';
import { Compile, type XStatic } from 'typebox/schema';
import { requireShallow } from '../shape/require-shallow.ts';
import { parseShape } from '../shape/shape.ts';
import type { Routine, Trigger } from './routine.ts';
import { type RoutineBody, routineSchema, triggerSchemas } from './routine-schema.ts';

const validator = Compile(routineSchema);
const eventValidator = Compile(triggerSchemas.event);
const propertyValidator = Compile(triggerSchemas.property);
const doorbellValidator = Compile(triggerSchemas.doorbell);

/**
 * Reads the body of `PUT /customers/{userId}/routines/{routineId}`. A routine is enabled unless it says otherwise.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the member that is wrong
 */
export function parseRoutine(body: unknown, routineId: string): Routine {
  requireShallow(body, { what: 'routine' });
  const { name, enabled, then, ...parsed } = parseShape<RoutineBody>(validator, body, { what: 'routine' });
  if (parsed.routineId !== undefined && parsed.routineId !== routineId) {
    throw new GatehouseError(
      'invalid-request',
      'Cannot take the routine at /routineId: it differs from the id in the path; leave it out',
      { pointer: '/routineId' },
    );
  }
  return {
    routineId,
    ...(name !== undefined && { name }),
    enabled: enabled ?? true,
    when: parseTrigger(parsed.when),
    then: then.map(({ payload, ...action }) => ({
      ...action,
      ...(payload !== undefined && { payload: { ...payload } }),
    })),
  };
}

/** Which shape is meant shows by one member; judging by all of them would blame the wrong one. */
function parseTrigger(when: unknown): Trigger {
  const members = isJsonObject(when) ? when : {};
  try {
    if ('event' in members) return parseShape<XStatic<typeof triggerSchemas.event>>(eventValidator, when, TRIGGER);
    if (!('value' in members) && members.namespace === 'Alexa.DoorbellEventSource') {
      return parseShape<XStatic<typeof triggerSchemas.doorbell>>(doorbellValidator, when, TRIGGER);
    }
    return parseShape<XStatic<typeof triggerSchemas.property>>(propertyValidator, when, TRIGGER);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    const pointer = `/when${error.pointer ?? ''}`;
    throw new GatehouseError('invalid-request', error.message.replace(/ at \/[^:]*:/, ` at ${pointer}:`), { pointer });
  }
}

const TRIGGER = { what: 'trigger' } as const;
