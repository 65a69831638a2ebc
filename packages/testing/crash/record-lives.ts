import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GatehouseError } from '@gatehouse/protocol';
import { runStrace } from '../platform/run-strace.ts';
import type { DiskChange } from './disk-change.ts';
import { type DiskImage, DiskState } from './disk-state.ts';
import { readImage } from './image-files.ts';
import type { RecordedLife } from './recorded-life.ts';
import { INDEX_ENDING, RECORDED_CALLS, TraceReader } from './trace-reader.ts';

/** What was recorded, or why nothing could be: there is no strace, or it may not watch. */
export type Recording =
  | { readonly type: 'recorded'; readonly changes: readonly DiskChange[] }
  | { readonly type: 'impossible'; readonly why: string };

const SCRIPT = fileURLToPath(new URL('../platform/recorded-process.ts', import.meta.url));
/** The store is made in this folder of the recorded directory, so that the making of the folder is recorded, too. */
export const STORE_FOLDER = 'store';

/**
 * Runs processes on one store in a directory, one after the other, each under strace, and reads what they did to
 * the disk. Done in the order of the calls it must give the very files that each of them left; what was recorded is
 * not used otherwise.
 *
 * @throws GatehouseError `internal-error` when a process did not do its work, or the recording gives other files
 */
export async function recordLives(directory: string, lives: readonly RecordedLife[]): Promise<Recording> {
  const root = join(directory, 'recorded');
  const output = join(directory, 'trace');
  await mkdir(root);
  const reader = new TraceReader(root);
  const replayed = new DiskState();
  const changes: DiskChange[] = [];
  for (const life of lives) {
    const args = [join(root, STORE_FOLDER), JSON.stringify(life)];
    const run = await runStrace({ script: SCRIPT, args, calls: RECORDED_CALLS, output });
    if (run.type === 'absent') return { type: 'impossible', why: 'strace was not found' };
    const lines = await readLines(output);
    if (lines === undefined)
      return { type: 'impossible', why: `strace could not watch a process: ${run.stderr.trim()}` };
    const files = await readImage(root);
    const more = reader.read(lines, path => files.get(path));
    judgeLife(life, { more, stderr: run.stderr });
    replayed.apply(more.filter(change => change.type !== 'sync' && change.type !== 'acknowledge'));
    judgeReplay(replayed.toImage(), files);
    changes.push(...more);
    await rm(output);
  }
  return { type: 'recorded', changes };
}

async function readLines(output: string): Promise<string[] | undefined> {
  const text = await readFile(output, 'latin1').catch(() => '');
  const lines = text.split('\n').slice(0, -1);
  return lines.length === 0 ? undefined : lines;
}

function judgeLife(life: RecordedLife, { more, stderr }: { more: readonly DiskChange[]; stderr: string }): void {
  const said = more.filter(change => change.type === 'acknowledge').length;
  if (said === life.acknowledgements) return;
  const found = `${said} of ${life.acknowledgements} acknowledgements`;
  throw new GatehouseError('internal-error', `The recorded process ended after ${found}: ${stderr.slice(0, 2000)}`);
}

function judgeReplay(replayed: DiskImage, files: DiskImage): void {
  const paths = [...new Set([...replayed.keys(), ...files.keys()])].filter(path => !path.endsWith(INDEX_ENDING));
  const other = paths.find(path => {
    const [given, left] = [replayed.get(path), files.get(path)];
    return given === undefined || left === undefined || Buffer.compare(given, left) !== 0;
  });
  if (other === undefined) return;
  throw new GatehouseError('internal-error', `The recording, played again, does not give ${other} as it was left`);
}
