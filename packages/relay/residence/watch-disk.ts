import type { DiskWatch } from '../store/disk-watch.ts';
import type { MoveStore } from './move-store.ts';
import type { MovableStore } from './region-part.ts';

/** The same store, which has one disk, with `disk` watching what it says of its writes and of who arrives and leaves. */
export function watchDisk(store: MovableStore, disk: DiskWatch): MovableStore {
  return { ...disk.watch(store), moves: watchMoves(store, disk) };
}

/** What only deletes may succeed on a full disk, and tells nothing then. */
function watchMoves(store: MovableStore, disk: DiskWatch): MoveStore {
  const deleted = (): boolean => false;
  return {
    beginMove: move => disk.note(store.moves.beginMove(move), begun => begun),
    listMoves: () => store.moves.listMoves(),
    readMoved: ask => store.moves.readMoved(ask),
    readMovedCustomer: customer => store.moves.readMovedCustomer(customer),
    putMoved: put => disk.note(store.moves.putMoved(put), () => put.rows.length > 0),
    finishArrival: arrival => disk.note(store.moves.finishArrival(arrival), () => true),
    discardArrival: discard => disk.note(store.moves.discardArrival(discard), deleted),
    finishDeparture: departure => disk.note(store.moves.finishDeparture(departure), deleted),
    cancelMove: cancel => disk.note(store.moves.cancelMove(cancel), deleted),
  };
}
