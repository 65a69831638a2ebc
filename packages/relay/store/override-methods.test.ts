import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overrideMethods } from './override-methods.ts';

class Counter {
  #count = 0;

  add(): number {
    this.#count += 1;
    return this.#count;
  }

  addTwice(): number {
    this.add();
    return this.add();
  }

  get count(): number {
    return this.#count;
  }
}

test('overrideMethods() replaces what is named, and leaves the rest to the object with its private members', () => {
  const counter = new Counter();
  const watched = overrideMethods(counter, { add: () => counter.add() * 100 });
  assert.deepEqual([watched.add(), watched.addTwice(), watched.count], [100, 3, 3]);
  assert.equal(counter.add(), 4, 'the object itself is as it was');
});

test('overrideMethods() gives the same function each time', () => {
  const watched = overrideMethods(new Counter(), {});
  const { addTwice } = watched;
  assert.equal(addTwice, watched.addTwice);
  assert.equal(addTwice(), 2, 'it needs no object in front');
});

test('overrideMethods() adds a method that the object has not, and works on what it has made itself', () => {
  interface Named {
    add(): number;
    name?(): string;
  }
  const named = overrideMethods<Named>(new Counter(), { name: () => 'counter' });
  const watched = overrideMethods(named, { add: () => named.add() + 10 });
  assert.deepEqual([watched.add(), watched.name?.(), named.add()], [11, 'counter', 2]);
});
