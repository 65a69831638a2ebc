import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AMAZON_TOKEN_URL, amazonHosts, parseRegion, REGIONS, resolveRegionOfHost } from './region.ts';

describe('region', () => {
  it('parseRegion() reads every region in upper and lower case', () => {
    for (const region of REGIONS) {
      assert.equal(parseRegion(region), region);
      assert.equal(parseRegion(` ${region.toLowerCase()} `), region);
    }
  });

  it('parseRegion() knows nothing else', () => {
    for (const text of ['', 'US', 'N A', 'toString']) {
      assert.equal(parseRegion(text), undefined);
    }
  });

  it('resolveRegionOfHost() reads hosts and URLs, and refuses look-alikes and the misprints of the documents', () => {
    for (const region of REGIONS) {
      const host = amazonHosts[region].slice('https://'.length);
      assert.equal(resolveRegionOfHost(host), region);
      assert.equal(resolveRegionOfHost(`HTTPS://${host.toUpperCase()}/v3/events`), region);
    }
    for (const host of ['', 'api.fe.amazon.com', 'api-amazonalexa.com', 'api.amazonalexa.com.evil.example']) {
      assert.equal(resolveRegionOfHost(host), undefined);
    }
  });

  it('AMAZON_TOKEN_URL is the documented URL', () => {
    assert.equal(AMAZON_TOKEN_URL, 'https://api.amazon.com/auth/o2/token');
  });
});
