import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addOrUpdateReport, deleteReport } from '../builder/discovery-report.ts';
import { sampleEndpoint, sampleEvents } from '../test/sample-events.ts';
import { halveReport } from './halve-report.ts';
import { listCatalogueChanges } from './merge-catalogue.ts';

describe('halveReport()', () => {
  it('leaves nothing out, halves evenly and keeps scope and kind', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(ids, fc.boolean(), (endpointIds, gone) => {
        const made = gone
          ? deleteReport({ messageId: 'm-1', endpointIds })
          : addOrUpdateReport({ messageId: 'm-1', endpoints: endpointIds.map(id => sampleEndpoint(id)) });
        const payload = { ...made.event.payload, scope: { type: 'BearerToken', token: 'x' } };
        const report = { event: { ...made.event, payload } };
        const halves = halveReport(report, ['m-2', 'm-3']);
        assert.ok(halves !== undefined);
        assert.deepEqual(
          halves.map(half => half.event.header),
          ['m-2', 'm-3'].map(messageId => ({ ...report.event.header, messageId })),
        );
        assert.ok(halves.every(half => half.event.payload.scope === payload.scope));
        assert.deepEqual(halves.flatMap(listCatalogueChanges), listCatalogueChanges(report));
        const [a, b] = halves.map(half => listCatalogueChanges(half).length);
        assert.ok(a !== undefined && b !== undefined && a - b >= 0 && a - b <= 1);
      }),
    );
  });

  it('cannot halve one endpoint, or anything else', () => {
    const events = [...Object.values(sampleEvents), deleteReport({ messageId: 'm-1', endpointIds: [] })];
    assert.ok(events.every(event => halveReport(event, ['m-2', 'm-3']) === undefined));
    const response = sampleEvents['Discover.Response'];
    assert.ok(response !== undefined);
    const two = { event: { ...response.event, payload: { endpoints: [sampleEndpoint('a'), sampleEndpoint('b')] } } };
    assert.equal(halveReport(two, ['m-2', 'm-3']), undefined);
  });
});
