import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type AlexaEvent,
  type CatalogueChange,
  listCatalogueChanges,
  mergeCatalogue,
  validateEvent,
  withScopeToken,
} from '../index.ts';
import { sampleEndpoint } from '../test/sample-events.ts';
import {
  addOrUpdateReport,
  addOrUpdateReports,
  catalogueReports,
  deleteReport,
  deleteReports,
  discoverResponse,
} from './discovery-report.ts';

function createMessageIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `m-${count}`;
  };
}

function sizesOf(reports: readonly AlexaEvent[]): readonly number[] {
  return reports.map(report => listCatalogueChanges(report).length);
}

function assertFits(report: AlexaEvent): void {
  const posted = withScopeToken(report, 'x'.repeat(2048));
  assert.deepEqual(validateEvent(posted), []);
  assert.ok(Buffer.byteLength(JSON.stringify(posted)) <= 256 * 1024);
}

describe('the builders of discovery', () => {
  it('describe an endpoint once, as it was described last', () => {
    const [old, recent, other] = [
      sampleEndpoint('a'),
      { ...sampleEndpoint('a'), friendlyName: 'New' },
      sampleEndpoint('b'),
    ];
    for (const build of [addOrUpdateReport, discoverResponse]) {
      const report = build({ messageId: 'm-1', endpoints: [old, other, recent] });
      assert.deepEqual(report.event.payload.endpoints, [other, recent]);
    }
    const report = deleteReport({ messageId: 'm-1', endpointIds: ['a', 'b', 'a'] });
    assert.deepEqual(report.event.payload.endpoints, [{ endpointId: 'a' }, { endpointId: 'b' }]);
  });

  it('let endpoints without an id through as they are', () => {
    const odd = { friendlyName: 'Nameless' };
    const report = addOrUpdateReport({ messageId: 'm-1', endpoints: [odd, { ...odd }] });
    assert.deepEqual(report.event.payload.endpoints, [odd, odd]);
  });
});

describe('addOrUpdateReports() and deleteReports()', () => {
  it('divide by number and by size, each part with a messageId of its own', () => {
    const ids = Array.from({ length: 650 }, (_, index) => `lamp-${index}`);
    const gone = deleteReports({ endpointIds: ids, createMessageId: createMessageIds() });
    assert.deepEqual(sizesOf(gone), [300, 300, 50]);
    assert.deepEqual(
      gone.map(report => report.event.header.messageId),
      ['m-1', 'm-2', 'm-3'],
    );
    const large = ids.map(id => ({ ...sampleEndpoint(id), cookie: { text: 'ü'.repeat(1000) } }));
    const put = addOrUpdateReports({ endpoints: large, createMessageId: createMessageIds() });
    assert.ok(put.length > 5 && put.flatMap(listCatalogueChanges).length === 650);
    [...gone, ...put].forEach(assertFits);
  });

  it('make no report of nothing', () => {
    const createMessageId = createMessageIds();
    assert.deepEqual(addOrUpdateReports({ endpoints: [], createMessageId }), []);
    assert.deepEqual(deleteReports({ endpointIds: [], createMessageId }), []);
    assert.equal(createMessageId(), 'm-1');
  });
});

describe('catalogueReports()', () => {
  it('says what is left, withdrawals first, in reports that are valid', () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.boolean()).map(([id, isGone]): CatalogueChange => {
      const endpointId = `lamp-${id}`;
      return isGone
        ? { type: 'delete', endpointId }
        : { type: 'put', endpointId, endpoint: sampleEndpoint(endpointId) };
    });
    const key = (row: CatalogueChange): string => `${row.type} ${row.endpointId}`;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 900, size: 'max' }), changes => {
        const reports = catalogueReports({ changes, createMessageId: createMessageIds() });
        const said = reports.flatMap(listCatalogueChanges);
        assert.deepEqual(said.map(key).sort(), mergeCatalogue(changes).map(key).sort());
        const types = said.map(row => row.type);
        assert.deepEqual(types, [...types].sort());
        reports.forEach(assertFits);
      }),
      { numRuns: 10 },
    );
  });
});
