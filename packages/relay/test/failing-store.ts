import { GatehouseError } from '@gatehouse/protocol';
import type { MovableStore } from '../residence/region-part.ts';

/** The same store, which refuses whatever it is asked for with `store-failed` as long as `fails` says so; it can be closed. */
export function createFailingStore(store: MovableStore, fails: () => boolean): MovableStore {
  return new Proxy(store, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(store, name, store);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        if (fails() && name !== 'close') return Promise.reject(new GatehouseError('store-failed', 'The disk is gone'));
        return Reflect.apply(member, store, args);
      };
    },
  });
}
