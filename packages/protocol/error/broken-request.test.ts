import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeBrokenRequest } from './broken-request.ts';

const cases: readonly (readonly [string | undefined, string, string, RegExp])[] = [
  ['HPE_INVALID_METHOD', '400 Bad Request', 'invalid-request', /begin with a method of HTTP/],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large', 'too-large', /allowed are 16384 bytes/],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Content Too Large', 'too-large', /chunk/],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout', 'invalid-request', /in time/],
  ['HPE_INVALID_HEADER_TOKEN', '400 Bad Request', 'invalid-request', /no HTTP\/1\.1 \(HPE_INVALID_HEADER_TOKEN\)/],
  [undefined, '400 Bad Request', 'invalid-request', /no HTTP\/1\.1$/],
];

describe('encodeBrokenRequest()', () => {
  for (const [code, status, problemCode, detail] of cases) {
    it(`answers ${code ?? 'an error without a code'} with a problem of status ${status}`, () => {
      const [head = '', body = ''] = encodeBrokenRequest({ code, mostHeaderBytes: 16_384 }).split('\r\n\r\n');
      const [first, ...headers] = head.split('\r\n');
      const problem = JSON.parse(body) as Record<string, unknown>;
      assert.equal(first, `HTTP/1.1 ${status}`);
      assert.deepEqual([problem.code, problem.status], [problemCode, Number.parseInt(status, 10)]);
      assert.match(String(problem.detail), detail);
      for (const member of ['type', 'title', 'remedy']) assert.equal(typeof problem[member], 'string', member);
      assert.deepEqual(headers, [
        'content-type: application/problem+json',
        `content-length: ${Buffer.byteLength(body)}`,
        'cache-control: no-store',
        'connection: close',
      ]);
    });
  }
});
