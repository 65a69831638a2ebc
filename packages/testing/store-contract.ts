import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { claimCases } from './store/claim-cases.ts';
import { playClosing } from './store/closing-case.ts';
import { coalescingCases } from './store/coalescing-cases.ts';
import type { OpenedStore } from './store/contract-case.ts';
import { directiveCases, reopenedDirectiveCases } from './store/directive-cases.ts';
import { divergenceCases } from './store/divergence-cases.ts';
import { grantCases } from './store/grant-cases.ts';
import { handoverCases } from './store/handover-cases.ts';
import { intakeCases } from './store/intake-cases.ts';
import { laneCases } from './store/lane-cases.ts';
import { listingCases } from './store/listing-cases.ts';
import { noticeCases } from './store/notice-cases.ts';
import { operatorCases } from './store/operator-cases.ts';
import { refreshCases } from './store/refresh-cases.ts';
import { registryCases } from './store/registry-cases.ts';
import { reopenCases } from './store/reopen-cases.ts';
import { reportedCases } from './store/reported-cases.ts';
import { settlementCases } from './store/settlement-cases.ts';
import { checkConvergence, checkLanes } from './store/store-laws.ts';
import { strandedCases } from './store/stranded-cases.ts';
import { reopenedSubscriberCases, subscriberCases } from './store/subscriber-cases.ts';
import { troubleCases } from './store/trouble-cases.ts';
import { upkeepCases } from './store/upkeep-cases.ts';

/** How a contract suite is run. */
export interface StoreContractOptions {
  /** How many random walks each law is tried on; 30 unless given. */
  readonly runs?: number;
  /** The data end with the store, so that nothing outlives it; false unless given. */
  readonly volatile?: boolean;
}

/** Cases play two hours before each other, the latest at this time. */
const LATEST = 1_767_225_600_000;
const CASE_MS = 7_200_000;

const cases = [
  ...intakeCases,
  ...coalescingCases,
  ...claimCases,
  ...settlementCases,
  ...reportedCases,
  ...strandedCases,
  ...laneCases,
  ...handoverCases,
  ...grantCases,
  ...registryCases,
  ...listingCases,
  ...refreshCases,
  ...operatorCases,
  ...divergenceCases,
  ...directiveCases,
  ...troubleCases,
  ...noticeCases,
  ...subscriberCases,
  ...upkeepCases,
];

/**
 * Tests that a store keeps every promise of the store interfaces. The cases share one store; laws, closing and
 * reopening get stores of their own.
 *
 * - intake, coalescing, claims, settlements, `reported`, stranded edges, lanes, grants, registry, lists, refreshes, orders of a person,
 *   divergence, directives put off, trouble, notices, subscribers, upkeep: `store/…-cases.ts`
 * - ledger, order and convergence under random steps: `store/store-laws.ts`
 *
 * @param open opens a new, empty store
 */
export function storeContract(
  name: string,
  open: () => Promise<OpenedStore>,
  options: StoreContractOptions = {},
): void {
  const { runs = 30, volatile = false } = options;
  describe(name, () => {
    playCases(open);
    if (!volatile) playReopening(open);
    test('close() finishes what was asked and closes once', () => withStore(open, playClosing));
    test('claims, ledger and order hold under random steps', () =>
      withStore(open, opened => checkLanes(opened, { runs, at: LATEST })));
    test('shadows converge under random losses and crashes', () =>
      withStore(open, opened => checkConvergence(opened, { runs, at: LATEST })));
  });
}

function playCases(open: () => Promise<OpenedStore>): void {
  describe('promises', () => {
    let opened: OpenedStore | undefined;
    before(async () => {
      opened = await open();
    });
    after(async () => opened?.dispose());
    for (const [index, { title, run }] of cases.entries()) {
      test(title, async () => {
        if (opened) await run({ store: opened.store, customer: `customer-${index}`, at: LATEST - index * CASE_MS });
      });
    }
  });
}

function playReopening(open: () => Promise<OpenedStore>): void {
  for (const { title, run } of [...reopenCases, ...reopenedDirectiveCases, ...reopenedSubscriberCases]) {
    test(title, () =>
      withStore(open, async opened => {
        const reopen = opened.reopen?.bind(opened);
        assert.ok(reopen, 'a store that is not volatile can be opened again');
        await run({ store: opened.store, customer: 'customer', at: LATEST }, reopen);
      }),
    );
  }
}

async function withStore(
  open: () => Promise<OpenedStore>,
  play: (opened: OpenedStore) => Promise<void>,
): Promise<void> {
  const opened = await open();
  try {
    await play(opened);
  } finally {
    await opened.dispose();
  }
}
