import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Compile } from 'typebox/schema';
import { brokenReports } from '../inputs/broken-reports.ts';
import { changeReports } from '../inputs/change-reports.ts';
import { formSchema, fullSchema } from './validation-schema.ts';

it('fullSchema takes every report that the bench validates, and refuses every broken one', () => {
  const check = Compile(fullSchema);
  for (const text of changeReports) assert.ok(check.Check(JSON.parse(text)), text);
  for (const text of brokenReports) assert.ok(!check.Check(JSON.parse(text)), text);
});

it('formSchema takes every report, and holds no word of our own', () => {
  const check = Compile(formSchema);
  for (const text of changeReports) assert.ok(check.Check(JSON.parse(text)), text);
  assert.doesNotMatch(JSON.stringify([formSchema, fullSchema]), /"(?:rule|missing|allowed|secret)":["t]/);
});
