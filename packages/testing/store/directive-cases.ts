import assert from 'node:assert/strict';
import type { DeferredDirective } from '@gatehouse/relay/store';
import type { ContractCase, ReopenCase } from './contract-case.ts';

function directiveOf(customer: string, over: Partial<DeferredDirective> = {}): DeferredDirective {
  return { token: `token-of-${customer}`, customer, endpointId: 'lock-1', kind: 'Lock', deadline: 5_000, ...over };
}

/** What is promised about directives that were put off. */
export const directiveCases: readonly ContractCase[] = [
  {
    title: 'readDirective() answers what putDirective() stored, without a kind too, and nothing of strangers',
    async run({ store, customer }) {
      const { kind: _kind, ...nameless } = directiveOf(customer, { token: `other-of-${customer}` });
      for (const directive of [directiveOf(customer), nameless]) {
        await store.putDirective(directive);
        assert.deepEqual(await store.readDirective(directive.token), directive);
      }
      assert.equal(await store.readDirective(`strange-of-${customer}`), undefined);
    },
  },
  {
    title: 'putDirective() makes a deadline later and never earlier',
    async run({ store, customer }) {
      for (const [deadline, kept] of [
        [5_000, 5_000],
        [9_000, 9_000],
        [6_000, 9_000],
      ] as const) {
        await store.putDirective(directiveOf(customer, { deadline }));
        assert.equal((await store.readDirective(directiveOf(customer).token))?.deadline, kept);
      }
    },
  },
  {
    title: 'retire() deletes directives by their deadlines, earliest first',
    async run({ store, customer }) {
      const directives = [-30, -20, -10].map(deadline =>
        directiveOf(customer, { token: `${customer}${deadline}`, deadline }),
      );
      for (const directive of directives) await store.putDirective(directive);
      const ask = { settledBefore: 0, idempotencyBefore: 0, deadlineBefore: -10, limit: 1 };
      const left = async (): Promise<number> => {
        const found = await Promise.all(directives.map(({ token }) => store.readDirective(token)));
        return found.filter(Boolean).length;
      };
      assert.deepEqual([await store.retire(ask), await left()], [{ events: 0, keys: 0, directives: 1 }, 2]);
      assert.equal(await store.readDirective(`${customer}-30`), undefined);
      assert.deepEqual(await store.retire({ ...ask, limit: 9 }), { events: 0, keys: 0, directives: 1 });
      assert.deepEqual([await store.retire(ask), await left()], [{ events: 0, keys: 0, directives: 0 }, 1]);
      await store.retire({ ...ask, deadlineBefore: 0 });
    },
  },
];

/** What is promised about them when the store is opened again. */
export const reopenedDirectiveCases: readonly ReopenCase[] = [
  {
    title: 'reopening keeps the deadlines of directives that were put off',
    async run({ store, customer }, reopen) {
      const directive = directiveOf(customer);
      await store.putDirective(directive);
      assert.deepEqual(await (await reopen()).readDirective(directive.token), directive);
    },
  },
];
