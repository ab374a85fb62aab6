/** What the page asks to see of the data set held: images, means, duplicates. */
import { type Dataset, imageSize } from '../data/dataset.ts';
import { ClassDirectory } from '../data/prepare/classDirectory.ts';
import { type Duplicates, findDuplicates } from '../data/prepare/duplicates.ts';
import { meanImages } from '../data/prepare/meanImages.ts';
import { createNormaliser } from '../data/prepare/normalise.ts';
import { planSplit } from '../data/prepare/split.ts';
import type { SplitName } from '../spec/units.ts';
import { createPainter, type Painter } from './paintImages.ts';
import type { Answer, Ask } from './protocol.ts';

/** Images of an answer, at most. */
const maxImages = 512;

export class Showcase {
  private readonly painter: Painter;
  private readonly directories = new Map<SplitName, ClassDirectory>();
  private summary: Answer<'summarise-images'> | null = null;

  constructor(private readonly dataset: Dataset) {
    this.painter = createPainter(dataset);
  }

  /** Images by their place in the data set's own lists; unknown places are left out. */
  pick({ from, indices }: Ask<'pick-images'>): Answer<'pick-images'> {
    const split = this.dataset[from];
    const known = indices.filter((index) => index < (split?.labels.length ?? 0));
    return { images: this.copies(from, known.slice(0, maxImages)) };
  }

  /** Some images of a class, in the order of the files. */
  ofClass({ from, label, start, count }: Ask<'class-images'>): Answer<'class-images'> {
    const places = this.directory(from).indicesOf(label, start, Math.min(count, maxImages));
    return { images: this.copies(from, places) };
  }

  summarise(): Answer<'summarise-images'> {
    this.summary ??= this.meansAndChannels();
    return this.summary;
  }

  /** Equal images among those of a run, before any are left out as leaked or beyond a limit. */
  duplicates({ seed, dataset: choice }: Ask<'find-duplicates'>): Duplicates {
    const options = { ...choice, seed, limitPerClass: null, dropLeaked: false };
    const { classes, pool, indices } = planSplit(this.dataset, options);
    return findDuplicates(this.dataset, { classes, indices: { train: pool, test: indices.test } });
  }

  private meansAndChannels(): Answer<'summarise-images'> {
    const { train, shape, classes } = this.dataset;
    const size = imageSize(this.painter.shape);
    const bytesAt = (index: number) => this.painter.one(train.images, index);
    const { mean, deviation } = createNormaliser(train, shape, 'per-channel');
    return {
      ...meanImages({ labels: train.labels, bytesAt, classCount: classes.length, size }),
      mean: mean.slice(0, shape.channels),
      deviation: deviation.slice(0, shape.channels),
    };
  }

  private directory(from: SplitName): ClassDirectory {
    const { [from]: split, classes } = this.dataset;
    const none = { labels: new Int32Array() };
    const known = this.directories.get(from) ?? new ClassDirectory(split ?? none, classes.length);
    this.directories.set(from, known);
    return known;
  }

  private copies(from: SplitName, places: ArrayLike<number>): Uint8Array {
    const images = this.dataset[from]?.images ?? new Uint8Array();
    return this.painter.copies(images, places);
  }
}
