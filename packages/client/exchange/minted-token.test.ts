import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AMAZON_TOKEN_URL, amazonHosts } from '@gatehouse/protocol';
import { Secret } from '../platform/secret.ts';
import { isMintedForElsewhere } from './minted-token.ts';

const minted = ['Atza|GATEHOUSE-secret', 'Atzr|GATEHOUSE-secret', 'GATEHOUSE-CODE-secret'];
const amazon = [...Object.values(amazonHosts), AMAZON_TOKEN_URL, 'https://API.AMAZON.CO.UK/auth/o2/token'];

test("isMintedForElsewhere() holds for each of a gateway's tokens at each of Amazon's hosts", () => {
  for (const token of minted) {
    for (const url of amazon) assert.ok(isMintedForElsewhere(new Secret(token), new URL(url)), `${token} ${url}`);
  }
});

test("isMintedForElsewhere() does not hold for Amazon's own tokens", () => {
  for (const token of ['Atza|IwEBgatehouse', 'Atzr|GATE', 'ANdNAVhyhqirUelHGEHA']) {
    for (const url of amazon) assert.ok(!isMintedForElsewhere(new Secret(token), new URL(url)));
  }
});

test('isMintedForElsewhere() does not hold at other hosts, however they are called', () => {
  const urls = ['http://127.0.0.1:4400', 'https://amazonalexa.com.example.test', 'https://notamazon.com'];
  for (const url of urls) assert.ok(!isMintedForElsewhere(new Secret(minted[0] ?? ''), new URL(url)), url);
});
