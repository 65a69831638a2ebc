import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Compile } from 'typebox/schema';
import { brokenReports } from '../inputs/broken-reports.ts';
import { changeReports } from '../inputs/change-reports.ts';
import { formSchema, fullSchema, looserSchema } from './validation-schema.ts';

it('fullSchema takes every report that the bench validates, and refuses every broken one', () => {
  const check = Compile(fullSchema);
  for (const text of changeReports) assert.ok(check.Check(JSON.parse(text)), text);
  for (const text of brokenReports) assert.ok(!check.Check(JSON.parse(text)), text);
});

it('looserSchema refuses the broken ones but those of calendar and repetition', () => {
  const check = Compile(looserSchema);
  const taken = brokenReports.filter(text => check.Check(JSON.parse(text)));
  assert.equal(taken.length, 3);
  assert.match(taken[0] ?? '', /2026-02-30T/);
  assert.match(taken[1] ?? '', /T\d\d:\d\d:60/);
  const { properties } = JSON.parse(taken[2] ?? '').context;
  assert.deepEqual(properties[0], properties[1]);
});

it('formSchema takes every report, and holds no word of our own', () => {
  const check = Compile(formSchema);
  for (const text of changeReports) assert.ok(check.Check(JSON.parse(text)), text);
  assert.doesNotMatch(JSON.stringify([formSchema, fullSchema]), /"(?:rule|missing|allowed|secret)":["t]/);
});
