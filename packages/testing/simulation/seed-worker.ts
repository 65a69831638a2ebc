/** A thread that runs seeds, one after the other, as it is told. */
import { parentPort } from 'node:worker_threads';
import { runSeed } from './run-seed.ts';

parentPort?.on('message', (seed: number) => {
  void runSeed(seed).then(({ trace: _, ...report }) => parentPort?.postMessage(report));
});
