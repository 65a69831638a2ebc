import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { vectorFiles } from './vectors/vector-files.ts';

const folder = join(import.meta.dirname, '..', 'vectors');

test('vectors/ is what generate-vectors writes', () => {
  const files = vectorFiles();
  const present = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jsonl'));
  assert.deepEqual(present.sort(), [...files.keys()].sort());
  for (const [path, text] of files) {
    assert.ok(
      readFileSync(join(folder, path), 'utf8') === text,
      `vectors/${path} is not what its table says; run npx node tools/generate-vectors.ts`,
    );
  }
});
