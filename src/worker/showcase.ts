/** What the page asks to see of the data set held: images, means, duplicates. */
import { type AnyDataset, type AnyImages, imageSize } from '../data/dataset.ts';
import { ClassDirectory } from '../data/prepare/classDirectory.ts';
import { type Duplicates, findDuplicates } from '../data/prepare/duplicates.ts';
import { meanImages } from '../data/prepare/meanImages.ts';
import { createNormaliser, type Normaliser } from '../data/prepare/normalise.ts';
import { planSplit } from '../data/prepare/split.ts';
import { streamedNormaliser } from '../data/prepare/streamedSupply.ts';
import { StreamedImages } from '../data/streaming/streamedImages.ts';
import type { ImageShape, SplitName } from '../spec/units.ts';
import { createPainter, type Painter } from './paintImages.ts';
import type { Answer, Ask } from './protocol/requests.ts';

/** Images of an answer, at most. */
const maxImages = 512;

export class Showcase {
  private readonly painter: Painter;
  private readonly directories = new Map<SplitName, ClassDirectory>();
  private summary: Promise<Answer<'summarise-images'>> | null = null;

  constructor(private readonly dataset: AnyDataset) {
    this.painter = createPainter(dataset);
  }

  /** Images by their place in the data set's own lists; unknown places are left out. */
  async pick({ from, indices }: Ask<'pick-images'>): Promise<Answer<'pick-images'>> {
    const split = this.dataset[from];
    const known = indices.filter((index) => index < (split?.labels.length ?? 0));
    return { images: await this.copies(from, known.slice(0, maxImages)) };
  }

  /** Some images of a class, in the order of the files. */
  async ofClass({
    from,
    label,
    start,
    count,
  }: Ask<'class-images'>): Promise<Answer<'class-images'>> {
    const places = this.directory(from).indicesOf(label, start, Math.min(count, maxImages));
    return { images: await this.copies(from, places) };
  }

  summarise(): Promise<Answer<'summarise-images'>> {
    this.summary ??= this.meansAndChannels();
    return this.summary;
  }

  /** Equal images among those of a run, before any are left out as leaked or beyond a limit. */
  duplicates({ seed, dataset: choice }: Ask<'find-duplicates'>): Duplicates {
    const options = { ...choice, seed, limitPerClass: null, dropLeaked: false };
    const { classes, pool, indices } = planSplit(this.dataset, options);
    return findDuplicates(this.dataset, { classes, indices: { train: pool, test: indices.test } });
  }

  private async meansAndChannels(): Promise<Answer<'summarise-images'>> {
    const { train, shape, classes } = this.dataset;
    const size = imageSize(this.painter.shape);
    const { mean, deviation } = await normaliserOf(train.images, train.labels, shape);
    const pictures = this.painter.each(train.images);
    return {
      ...(await meanImages({ labels: train.labels, pictures, classCount: classes.length, size })),
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

  private copies(from: SplitName, places: ArrayLike<number>): Promise<Uint8Array> {
    const images = this.dataset[from]?.images ?? new Uint8Array();
    return this.painter.copies(images, places);
  }
}

function normaliserOf(
  images: AnyImages,
  labels: Int32Array,
  shape: ImageShape,
): Promise<Normaliser> | Normaliser {
  return images instanceof StreamedImages
    ? streamedNormaliser(images, shape, 'per-channel')()
    : createNormaliser({ images, labels }, shape, 'per-channel');
}
