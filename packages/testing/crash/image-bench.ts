import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Acknowledged } from './acknowledged.ts';
import type { DiskImage } from './disk-state.ts';
import { writeImage } from './image-files.ts';
import type { ImageVerdict } from './judge-image.ts';
import { STORE_FOLDER } from './record-lives.ts';

/** An image with what must be in it. */
export interface ImageTask {
  readonly image: DiskImage;
  readonly acknowledged: readonly Acknowledged[];
}

const ENTRY: URL = new URL('./image-worker.ts', import.meta.url);

/**
 * Judges images on several threads, each with a directory of its own below `directory`. `onVerdict` is told in whatever
 * order they are done.
 */
export async function judgeImages<Task extends ImageTask>(
  tasks: Iterable<Task>,
  bench: { directory: string; threads: number; onVerdict: (task: Task, verdict: ImageVerdict) => void },
): Promise<void> {
  const waiting = tasks[Symbol.iterator]();
  const work = async (number: number): Promise<void> => {
    const worker = new Worker(ENTRY, { name: 'gatehouse-image' });
    const directory = join(bench.directory, `image-${number}`);
    try {
      for (let next = waiting.next(); !next.done; next = waiting.next()) {
        writeImage(directory, next.value.image);
        worker.postMessage({ directory: join(directory, STORE_FOLDER), acknowledged: next.value.acknowledged });
        const [verdict]: ImageVerdict[] = await once(worker, 'message');
        if (verdict !== undefined) bench.onVerdict(next.value, verdict);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: bench.threads }, (_, number) => work(number)));
}
