/** A thread that runs seeds, one after the other, as it is told; its data are the options of their worlds. */
import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from './run-seed.ts';
import type { WorldOptions } from './world.ts';

parentPort?.on('message', (seed: number) => {
  void runSeed(seed, workerData as WorldOptions).then(({ trace: _, ...told }) => parentPort?.postMessage(told));
});
