import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { parseRoutine } from './parse-routine.ts';
import type { Routine } from './routine.ts';
import { MOST_ROUTINES, RoutineRegistry } from './routine-registry.ts';

const turnOn = { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'TurnOn' };
const body = { when: { endpointId: 'remote-1', event: 'Push.1' }, then: [turnOn] };
const routine = (routineId: string): Routine => parseRoutine(body, routineId);

describe('RoutineRegistry', () => {
  it('lists by id, replaces and removes, and tells each change', () => {
    const told: [string, boolean][] = [];
    const book = new RoutineRegistry((kind, key, value) => void told.push([`${kind} ${key}`, value !== undefined]));
    book.put('u1', routine('b'));
    book.put('u1', routine('a'));
    book.put('u1', { ...routine('a'), enabled: false });
    assert.deepEqual(
      book.list('u1').map(({ routineId, enabled }) => [routineId, enabled]),
      [
        ['a', false],
        ['b', true],
      ],
    );
    assert.deepEqual([book.remove('u1', 'a'), book.remove('u1', 'a'), book.remove('u2', 'b')], [true, false, false]);
    book.removeCustomer('u1');
    assert.deepEqual(book.list('u1'), []);
    const a = 'routine ["u1","a"]';
    const b = 'routine ["u1","b"]';
    assert.deepEqual(told, [
      [b, true],
      [a, true],
      [a, true],
      [a, false],
      [b, false],
    ]);
  });

  it('gives back what its records hold, in the order of customers and ids, without telling', () => {
    const book = new RoutineRegistry();
    for (const [userId, routineId] of [
      ['u2', 'x'],
      ['u1', 'b'],
      ['u1', 'a'],
    ] as const) {
      book.put(userId, { ...routine(routineId), name: `Routine ${routineId}` });
    }
    const records = [...book.records()];
    assert.deepEqual(
      records.map(({ key }) => key),
      ['["u1","a"]', '["u1","b"]', '["u2","x"]'],
    );
    const restored = new RoutineRegistry(() => assert.fail('told of a record that was restored'));
    for (const record of JSON.parse(JSON.stringify(records))) restored.restore(record);
    assert.deepEqual([...restored.records()], records);
    restored.reset();
    assert.deepEqual([...restored.records()], []);
  });

  it('takes no record that is no routine', () => {
    for (const value of [{}, { userId: 'u1', routineId: 'a' }, { userId: 7, routineId: 'a', ...body }]) {
      assert.throws(
        () => new RoutineRegistry().restore({ kind: 'routine', key: 'k', value }),
        (error: unknown) => error instanceof GatehouseError && error.code === 'invalid-request',
      );
    }
  });

  it('takes no more than a customer may have, but replaces', () => {
    const book = new RoutineRegistry();
    for (let number = 0; number < MOST_ROUTINES; number++) book.put('u1', routine(`r${number}`));
    assert.throws(
      () => book.put('u1', routine('one more')),
      (error: unknown) => error instanceof GatehouseError && error.code === 'conflict',
    );
    book.put('u1', { ...routine('r0'), enabled: false });
    book.put('u2', routine('r0'));
    assert.equal(book.list('u1').length, MOST_ROUTINES);
  });
});

describe('parseRoutine()', () => {
  const pointerOf = (wrong: unknown): string | undefined => {
    try {
      parseRoutine(wrong, 'r');
    } catch (error) {
      assert.ok(error instanceof GatehouseError && error.code === 'invalid-request');
      assert.match(error.message, /^Cannot take the (?:routine|trigger)/);
      return error.pointer;
    }
    return assert.fail('nothing was refused');
  };

  it('enables a routine unless it says otherwise', () => {
    assert.deepEqual(routine('r'), { routineId: 'r', enabled: true, ...body });
    assert.equal(parseRoutine({ ...body, enabled: false, routineId: 'r' }, 'r').enabled, false);
  });

  it('takes each kind of trigger', () => {
    const names = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };
    const press = { namespace: 'Alexa.DoorbellEventSource', name: 'DoorbellPress' };
    for (const when of [
      { skillId: 's', endpointId: 'e', instance: 'i', event: 'x' },
      { endpointId: 'e', ...names, value: 'DETECTED' },
      { endpointId: 'e', ...names, instance: 'i', value: null },
      { endpointId: 'e', ...press },
    ]) {
      assert.deepEqual(parseRoutine({ ...body, when }, 'r').when, when);
    }
  });

  it('points at what is wrong', () => {
    assert.equal(pointerOf(undefined), '');
    assert.equal(pointerOf({ when: body.when }), '/then');
    assert.equal(pointerOf({ ...body, then: [] }), '/then');
    assert.equal(pointerOf({ ...body, then: Array(21).fill(turnOn) }), '/then');
    assert.equal(pointerOf({ ...body, then: [{ ...turnOn, payload: 1 }] }), '/then/0/payload');
    assert.equal(pointerOf({ ...body, hello: 1 }), '/hello');
    assert.equal(pointerOf({ ...body, routineId: 'other' }), '/routineId');
    assert.equal(pointerOf({ ...body, when: {} }), '/when/endpointId');
    assert.equal(pointerOf({ ...body, when: { endpointId: 'e', event: 7 } }), '/when/event');
    assert.equal(pointerOf({ ...body, when: { endpointId: 'e', event: 'x', value: 1 } }), '/when/value');
    assert.equal(pointerOf({ ...body, when: { endpointId: 'e', namespace: 'N', name: 'n' } }), '/when/value');
    let deep: unknown = 1;
    for (let level = 0; level < 5_000; level++) deep = [deep];
    assert.equal(pointerOf({ ...body, when: { endpointId: 'e', namespace: 'N', name: 'n', value: deep } }), undefined);
  });
});
