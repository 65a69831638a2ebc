import { GatehouseError } from '@gatehouse/protocol';
import type { RecordKind, StateRecord, StateRoom } from '../record/state-record.ts';
import type { House } from './house.ts';

/**
 * Takes records into an empty house, in their order, without a word to the store. Records of kinds that no room has,
 * and such as their room does not take, are refused; what came before stays then.
 *
 * @throws GatehouseError `invalid-request` with a pointer that begins with the record's place: `/17/value/region`
 */
export function restoreHouse(house: House, records: Iterable<StateRecord>): void {
  const rooms = roomsByKind(house);
  let index = 0;
  for (const record of records) {
    const room = rooms.get(record.kind);
    if (room === undefined) throw unknownKind(index, record.kind);
    restoreRecord(room, { record, index });
    house.random.stir(`${record.kind} ${record.key}`);
    index += 1;
  }
}

function restoreRecord(
  room: StateRoom,
  { record, index }: { readonly record: StateRecord; readonly index: number },
): void {
  try {
    room.restore(record);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    const pointer = `/${index}/value${error.pointer ?? ''}`;
    throw new GatehouseError(
      'invalid-request',
      `${error.message}, in the record of kind ${record.kind} at ${pointer}`,
      {
        pointer,
      },
    );
  }
}

function unknownKind(index: number, kind: string): GatehouseError {
  const message = `Cannot take the record at /${index}/kind: this gateway keeps no ${kind}`;
  return new GatehouseError('invalid-request', message, { pointer: `/${index}/kind` });
}

function roomsByKind({ rooms }: House): ReadonlyMap<RecordKind, StateRoom> {
  return new Map(rooms.flatMap(room => room.kinds.map(kind => [kind, room] as const)));
}
