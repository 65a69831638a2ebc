import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PathTable } from './path-table.ts';

const table = new PathTable([
  { method: 'GET', path: '/v1/events' },
  { method: 'POST', path: '/v1/events' },
  { method: 'DELETE', path: '/v1/events/:id' },
  { method: 'PUT', path: '/v1/events/latest' },
]);

describe('PathTable.find()', () => {
  it('answers the path that a URL means, with the methods that it answers to', () => {
    assert.deepEqual(table.find('/v1/events')?.allowed, ['GET', 'HEAD', 'POST']);
    assert.equal(table.find('/v1/events/evt_1')?.path, '/v1/events/:id');
  });

  it('looks at neither the query nor a slash at the end', () => {
    assert.equal(table.find('/v1/events/?limit=1')?.path, '/v1/events');
    assert.equal(table.find('/v1/events?a=/b/c')?.path, '/v1/events');
  });

  it('prefers what is spelt out to what is a parameter', () => {
    assert.equal(table.find('/v1/events/latest')?.path, '/v1/events/latest');
  });

  it('answers undefined for a path that nothing answers to', () => {
    for (const url of ['/', '/v1', '/v1/events//', '/v1/events/evt_1/more', '/v2/events', '']) {
      assert.equal(table.find(url), undefined, url);
    }
  });
});
