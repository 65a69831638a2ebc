import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addOrUpdateReport, deleteReport } from '../builder/discovery-report.ts';
import { sampleEndpoint, sampleEvents } from '../test/sample-events.ts';
import { type CatalogueChange, listCatalogueChanges, mergeCatalogue } from './merge-catalogue.ts';

const put = (endpointId: string, version = 0): CatalogueChange => {
  return { type: 'put', endpointId, endpoint: { ...sampleEndpoint(endpointId), version } };
};
const gone = (endpointId: string): CatalogueChange => ({ type: 'delete', endpointId });

describe('listCatalogueChanges()', () => {
  it('reads both reports, endpoint by endpoint', () => {
    const messageId = 'm-1';
    const endpoints = [sampleEndpoint('a'), sampleEndpoint('b')];
    assert.deepEqual(
      listCatalogueChanges(addOrUpdateReport({ messageId, endpoints })),
      endpoints.map(endpoint => ({ type: 'put', endpointId: endpoint.endpointId, endpoint })),
    );
    assert.deepEqual(listCatalogueChanges(deleteReport({ messageId, endpointIds: ['a'] })), [gone('a')]);
  });

  it('finds nothing in other messages and in entries without an id', () => {
    const others = Object.entries(sampleEvents).filter(([kind]) => !/^(AddOrUpdate|Delete)Report$/.test(kind));
    assert.deepEqual(
      others.flatMap(([, event]) => listCatalogueChanges(event)),
      [],
    );
    const report = addOrUpdateReport({ messageId: 'm-1', endpoints: [{ friendlyName: 'Lamp' }] });
    assert.deepEqual(listCatalogueChanges(report), []);
    assert.deepEqual(listCatalogueChanges({ event: { ...report.event, payload: { endpoints: 'none' } } }), []);
  });
});

describe('mergeCatalogue()', () => {
  it('leaves the last word about each endpoint', () => {
    assert.deepEqual(mergeCatalogue([put('a', 1), put('b', 1), gone('a'), put('b', 2)]), [gone('a'), put('b', 2)]);
    assert.deepEqual(mergeCatalogue([gone('a'), put('a', 1)]), [put('a', 1)]);
  });

  it('is idempotent, does not mind grouping, and does not mind order between endpoints', () => {
    const change = fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(3))
      .map(([id, version]) => (version === 0 ? gone(id) : put(id, version)));
    const list = fc.array(change, { maxLength: 8 });
    const byId = (changes: readonly CatalogueChange[]): unknown =>
      new Map(mergeCatalogue(changes).map(row => [row.endpointId, row]));
    fc.assert(
      fc.property(list, list, (a, b) => {
        const merged = mergeCatalogue([...a, ...b]);
        assert.deepEqual(mergeCatalogue(merged), merged);
        assert.deepEqual(mergeCatalogue([...mergeCatalogue(a), ...b]), merged);
        assert.deepEqual(mergeCatalogue([...a, ...mergeCatalogue(b)]), merged);
        const about = new Set(b.map(row => row.endpointId));
        const elsewhere = a.filter(row => !about.has(row.endpointId));
        assert.deepEqual(byId([...elsewhere, ...b]), byId([...b, ...elsewhere]));
      }),
    );
  });
});
