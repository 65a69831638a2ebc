/** A thread that judges images: it is told a directory and what was acknowledged, and answers with the verdict. */
import { parentPort } from 'node:worker_threads';
import type { Acknowledged } from './acknowledged.ts';
import { judgeImage } from './judge-image.ts';

parentPort?.on(
  'message',
  ({ directory, acknowledged }: { directory: string; acknowledged: readonly Acknowledged[] }) => {
    void judgeImage(directory, acknowledged).then(verdict => parentPort?.postMessage(verdict));
  },
);
