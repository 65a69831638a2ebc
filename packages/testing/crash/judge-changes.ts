import { createHash } from 'node:crypto';
import type { Random } from '@gatehouse/client/platform';
import { type Acknowledged, parseAcknowledged } from './acknowledged.ts';
import type { DiskChange } from './disk-change.ts';
import type { DiskImage } from './disk-state.ts';
import { type ImageTask, judgeImages } from './image-bench.ts';
import { type ImageKind, planImages } from './image-plan.ts';
import type { ImageVerdict } from './judge-image.ts';
import { cutStretches, type Stretch } from './stretch.ts';

/** How many images of a kind there were, and what they were worth. */
export interface ImageCounts {
  readonly images: number;
  readonly kept: number;
  readonly lost: number;
  readonly malformed: number;
}

/** An image that is not worth what it should be. */
export interface FailedImage {
  readonly kind: ImageKind;
  readonly stretch: number;
  readonly verdict: Exclude<ImageVerdict, { readonly type: 'kept' }>;
  readonly image: DiskImage;
}

/** What a recording came to. */
export interface ChangesReport extends ImageCounts {
  /** What the recording holds. */
  readonly acknowledgements: number;
  readonly writes: number;
  readonly syncs: number;
  readonly stretches: number;
  /** How many images the kinds give; what is more than `images` and `repeated` was left out, by chance. */
  readonly possible: number;
  /** Images that another one of the same stretch had equalled; they are not counted again. */
  readonly repeated: number;
  readonly kinds: Readonly<Partial<Record<ImageKind, ImageCounts>>>;
  /** The first few that are not kept. */
  readonly failures: readonly FailedImage[];
}

/** What images are built and judged with. */
export interface ImageOptions {
  /** A directory to write them to. */
  readonly directory: string;
  readonly random: Random;
  /** How many are judged at most; each stretch has nothing, everything and its names, whatever the bound. */
  readonly images: number;
  readonly threads: number;
  /** Told how many of how many images are judged. */
  readonly onProgress: (done: number, all: number) => void;
}

interface PlannedTask extends ImageTask {
  readonly kind: ImageKind;
  readonly stretch: number;
}

/** So many failed images are kept for the report. */
const MOST_FAILURES = 3;

/** Builds the images that power cuts could leave of a recording, and judges each. */
export async function judgeChanges(
  changes: readonly DiskChange[],
  { directory, images, threads, random, onProgress }: ImageOptions,
): Promise<ChangesReport> {
  const stretches = [...cutStretches(changes)];
  const tally = new Tally();
  const tasks = listTasks(stretches, { images, random, tally });
  let done = 0;
  const onVerdict = (task: PlannedTask, verdict: ImageVerdict): void => {
    tally.count(task, verdict);
    onProgress(++done, Math.max(tally.planned, images));
  };
  await judgeImages(tasks, { directory, threads, onVerdict });
  const count = (type: DiskChange['type']): number => changes.filter(change => change.type === type).length;
  const recorded = { acknowledgements: count('acknowledge'), writes: count('write'), syncs: count('sync') };
  return { ...recorded, stretches: stretches.length, ...tally.report() };
}

/** Plans the images of each stretch when its turn comes; what a stretch does not use of its share is left to the later ones. */
function* listTasks(
  stretches: readonly Stretch[],
  { images, random, tally }: { images: number; random: Random; tally: Tally },
): Generator<PlannedTask> {
  for (const [stretch, one] of stretches.entries()) {
    const most = Math.ceil((images - tally.planned) / (stretches.length - stretch));
    const plan = planImages(one, { random, most });
    const acknowledged: readonly Acknowledged[] = parseAcknowledged(one.acknowledged);
    tally.plan(plan.images.length, plan.possible);
    const seen = new Set<string>();
    for (const { kind, left } of plan.images) {
      const image = one.base.copy().apply(left).toImage();
      const digest = digestOf(image);
      if (seen.has(digest)) tally.repeat();
      else yield { kind, stretch, image, acknowledged };
      seen.add(digest);
    }
  }
}

function digestOf(image: DiskImage): string {
  const hash = createHash('sha1');
  for (const [path, bytes] of image) hash.update(`${path} ${bytes.length}\n`).update(bytes);
  return hash.digest('base64');
}

const NONE: ImageCounts = { images: 0, kept: 0, lost: 0, malformed: 0 };

class Tally {
  planned = 0;
  #possible = 0;
  #repeated = 0;
  readonly #kinds = new Map<ImageKind, ImageCounts>();
  readonly #failures: FailedImage[] = [];

  plan(images: number, possible: number): void {
    this.planned += images;
    this.#possible += possible;
  }

  repeat(): void {
    this.#repeated += 1;
  }

  count({ kind, stretch, image }: PlannedTask, verdict: ImageVerdict): void {
    const before = this.#kinds.get(kind) ?? NONE;
    this.#kinds.set(kind, { ...before, images: before.images + 1, [verdict.type]: before[verdict.type] + 1 });
    if (verdict.type === 'kept' || this.#failures.length >= MOST_FAILURES) return;
    this.#failures.push({ kind, stretch, verdict, image });
  }

  report() {
    const sum = (name: keyof ImageCounts): number =>
      [...this.#kinds.values()].reduce((total, counts) => total + counts[name], 0);
    return {
      ...{ images: sum('images'), kept: sum('kept'), lost: sum('lost'), malformed: sum('malformed') },
      ...{ possible: this.#possible, repeated: this.#repeated },
      ...{ kinds: Object.fromEntries(this.#kinds), failures: this.#failures },
    };
  }
}
