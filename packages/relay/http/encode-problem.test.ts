import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError, type GatehouseErrorCode, gatehouseErrors, ruleOf } from '@gatehouse/protocol';
import { encodeProblem, problemErrorOf } from './encode-problem.ts';

for (const code of Object.keys(gatehouseErrors) as GatehouseErrorCode[]) {
  test(`encodeProblem() writes ${code} with status, meaning and remedy of the error table`, () => {
    assert.deepEqual(encodeProblem(new GatehouseError(code, 'What was found', { pointer: '/a' })), {
      type: `urn:gatehouse:error:${code}`,
      title: gatehouseErrors[code].meaning,
      status: gatehouseErrors[code].status,
      detail: 'What was found',
      code,
      remedy: gatehouseErrors[code].remedy,
      pointer: '/a',
    });
  });
}

test('encodeProblem() gives the remedy of the first broken rule, and of each', () => {
  const rule = ruleOf('endpoint-id');
  const problem = {
    code: rule.code,
    pointer: '/x',
    message: 'x is y',
    rule: rule.id,
    source: rule.source,
    severity: 'error',
  } as const;
  const unknown = { ...problem, rule: 'no-such-rule' };
  const body = encodeProblem(new GatehouseError('invalid-message', 'x is y', { detail: [problem, unknown] }));
  assert.equal(body.remedy, rule.remedy);
  assert.deepEqual(body.problems, [{ ...problem, remedy: rule.remedy }, unknown]);
});

const libraryErrors: readonly (readonly [string, number, GatehouseErrorCode])[] = [
  ['FST_ERR_CTP_BODY_TOO_LARGE', 413, 'too-large'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 415, 'unsupported-media-type'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400, 'invalid-request'],
  ['FST_ERR_BAD_URL', 400, 'invalid-request'],
  ['FST_ERR_MAX_PARAM_LENGTH', 414, 'invalid-request'],
  ['SOMETHING', 500, 'internal-error'],
];

for (const [code, statusCode, expected] of libraryErrors) {
  test(`problemErrorOf() takes the library's ${code} for ${expected}`, () => {
    const error = Object.assign(new TypeError('secret detail'), { code, statusCode });
    assert.equal(problemErrorOf(error).code, expected);
    assert.doesNotMatch(problemErrorOf(error).message, /secret detail/);
  });
}

const refusals = [
  ['FST_ERR_CTP_BODY_TOO_LARGE', { bodyLimit: 1024 }, 'The body is too large; allowed are 1024 bytes'],
  ['FST_ERR_CTP_BODY_TOO_LARGE', {}, 'The body is larger than this path allows'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', {}, 'The body has no Content-Type; allowed is application/json'],
  [
    'FST_ERR_CTP_INVALID_MEDIA_TYPE',
    { contentType: 'x'.repeat(200) },
    `The body is of type ${'x'.repeat(100)}; allowed is application/json`,
  ],
] as const;

for (const [code, request, message] of refusals) {
  test(`problemErrorOf() says of ${code} and ${Object.keys(request).join() || 'nothing'}: ${message.slice(0, 40)}`, () => {
    const error = Object.assign(new TypeError('x'), { code, statusCode: 400 });
    assert.equal(problemErrorOf(error, request).message, message);
  });
}

test('problemErrorOf() takes whatever else is thrown for an internal error', () => {
  for (const thrown of [undefined, 'text', new TypeError('x')]) {
    assert.equal(problemErrorOf(thrown).code, 'internal-error');
  }
});
