import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amazonHosts, type Region } from '@gatehouse/protocol';
import fc from 'fast-check';
import { parseRegionBody } from './region-answer.ts';

const local: Record<Region, string> = {
  NA: 'http://127.0.0.1:4400',
  EU: 'http://127.0.0.1:4401/',
  FE: 'http://127.0.0.1:4402',
};

test("parseRegionBody() knows Amazon's hosts, with or without a scheme, whatever is configured", () => {
  const table = [
    ['https://api.amazonalexa.com', 'NA'],
    ['api.eu.amazonalexa.com', 'EU'],
    ['https://API.FE.amazonalexa.com/v3/events', 'FE'],
    ['https://api.eu.amazonalexa.com:443', 'EU'],
  ] as const;
  for (const [endpoint, region] of table) {
    for (const urls of [amazonHosts, local]) {
      assert.deepEqual(parseRegionBody({ endpoints: [endpoint] }, { urls, asked: 'NA' }), [region], endpoint);
    }
  }
});

test('parseRegionBody() knows the configured hosts', () => {
  for (const endpoint of ['http://127.0.0.1:4401', '127.0.0.1:4401', 'http://127.0.0.1:4401/v3/events']) {
    assert.deepEqual(parseRegionBody({ endpoints: [endpoint] }, { urls: local, asked: 'NA' }), ['EU'], endpoint);
  }
});

test('parseRegionBody() goes by the path when several regions live below one host', () => {
  const urls = { NA: 'https://hub.test/na', EU: 'https://hub.test/eu', FE: 'https://hub.test/fe' };
  assert.deepEqual(parseRegionBody({ endpoints: ['https://hub.test/fe/'] }, { urls, asked: 'NA' }), ['FE']);
});

test('parseRegionBody() answers the asked region when several share one URL', () => {
  const urls = { NA: 'https://hub.test', EU: 'https://hub.test', FE: 'https://hub.test' };
  assert.deepEqual(parseRegionBody({ endpoints: ['hub.test'] }, { urls, asked: 'EU' }), ['EU']);
});

test('parseRegionBody() names several regions once each in the order of the answer', () => {
  const endpoints = ['api.fe.amazonalexa.com', 'api.amazonalexa.com', 7, 'elsewhere.test', 'api.fe.amazonalexa.com'];
  assert.deepEqual(parseRegionBody({ endpoints }, { urls: local, asked: 'NA' }), ['FE', 'NA']);
});

test('parseRegionBody() names none when the body has another shape', () => {
  const bodies = [
    undefined,
    null,
    7,
    'NA',
    [],
    {},
    { endpoints: 'api.amazonalexa.com' },
    { endpoints: [{}, 'a b', ''] },
  ];
  for (const body of bodies) assert.deepEqual(parseRegionBody(body, { urls: local, asked: 'NA' }), []);
});

test('parseRegionBody() stands any body', () => {
  const body = fc.oneof(fc.anything(), fc.record({ endpoints: fc.array(fc.oneof(fc.anything(), fc.webUrl())) }));
  fc.assert(fc.property(body, value => Array.isArray(parseRegionBody(value, { urls: local, asked: 'NA' }))));
});
