/**
 * Images in class folders, of an archive, several, or a dropped folder, to a data set. Entries are
 * sorted by path, so that their order in the container leaves no trace; each is decoded straight
 * into its place.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { type Dataset, type Split, withHash } from '../dataset.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import type { DecodedImage, ImageChange } from './decodedImage.ts';
import { layOutImages, orderedClasses, type PlacedPath } from './imageLayout.ts';

/** An image that is not decoded yet. */
export interface ImageSource {
  /** The archive or folder that it is in. */
  readonly file: string;
  /** Its path there, as messages name it. */
  readonly path: string;
  /** Its path without folders that all of its container share. */
  readonly inner: string;
  readonly decode: () => Promise<DecodedImage>;
}

interface Placed extends PlacedPath {
  readonly source: ImageSource;
}

/**
 * A data set of the images, all of one size; grey ones become colour where any is in colour.
 * @throws DataError for an image that is damaged or of another size, and for classes that cannot
 * be trained on.
 */
export async function readImageFolders(
  sources: readonly ImageSource[],
  name: string,
  format: string,
  limits: DataLimits,
): Promise<Dataset> {
  const file = sources[0].file;
  const layout = layOutImages(
    sources.map(({ inner }) => inner),
    file,
  );
  const placed = layout.placed
    .map((place, index): Placed => ({ ...place, source: sources[index] }))
    .sort((a, b) => compare(a.source.inner, b.source.inner));
  const classes = orderedClasses(placed.map(({ className }) => className));
  checkClasses(placed, classes, file, limits);
  const train = placed.filter(({ split }) => split === 'train');
  const test = placed.filter(({ split }) => split === 'test');
  const canvas = new Canvas([...train, ...test], limits);
  await canvas.fill();
  const [trainImages, testImages] = canvas.cut(train.length);
  return withHash({
    name,
    format,
    classes,
    shape: canvas.shape,
    train: labelled(train, classes, trainImages),
    test: test.length === 0 ? null : labelled(test, classes, testImages),
    notes: [...layout.notes, ...missingNotes(test, classes), ...canvas.notes()],
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function checkClasses(
  placed: readonly Placed[],
  classes: readonly string[],
  file: string,
  limits: DataLimits,
): void {
  if (classes.length < 2 || classes.length > limits.classes) {
    const which = classes.length === 1 ? `, ${quoted(classes[0])}` : '';
    throw classError(
      file,
      `${formatCount(classes.length)} ${classes.length === 1 ? 'class' : 'classes'}${which}`,
      `2 to ${formatCount(limits.classes)} class folders`,
    );
  }
  const trained = new Set(
    placed.filter(({ split }) => split === 'train').map(({ className }) => className),
  );
  const untrained = placed.find(({ className }) => !trained.has(className));
  if (untrained === undefined) return;
  throw classError(
    file,
    `class ${quoted(untrained.className)} has test images, as ${quoted(untrained.source.path)}, and no training images`,
    'classes with training images',
  );
}

function classError(file: string, found: string, allowed: string): DataError {
  const remedy = 'put the images into one folder a class, for training and for testing';
  return new DataError({ file, place: 'class folders', found, allowed, remedy });
}

function labelled(
  placed: readonly Placed[],
  classes: readonly string[],
  images: Uint8Array,
): Split {
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  return { images, labels: Int32Array.from(placed, ({ className }) => indexOf.get(className)!) };
}

function missingNotes(test: readonly Placed[], classes: readonly string[]): string[] {
  const tested = new Set(test.map(({ className }) => className)).size;
  if (test.length === 0 || tested === classes.length) return [];
  return [`${classes.length - tested} of ${classes.length} classes have no test images.`];
}

/** The pixels of all images, allocated when the first is decoded. */
class Canvas {
  private pixels = new Uint8Array();
  private first: DecodedImage | null = null;
  private channels: 1 | 3 = 1;
  /** How many images were grey before, or after, the first in colour. */
  private greyCount = 0;
  private readonly changed = new Map<ImageChange, number>();

  constructor(
    private readonly placed: readonly Placed[],
    private readonly limits: DataLimits,
  ) {}

  get shape() {
    const { height, width } = this.first!;
    return { height, width, channels: this.channels };
  }

  async fill(): Promise<void> {
    for (let index = 0; index < this.placed.length; index++) {
      const image = await this.placed[index].source.decode();
      this.put(image, index);
    }
  }

  /** Training and test images, views of one buffer. */
  cut(trainCount: number): [Uint8Array, Uint8Array] {
    const at = (this.pixels.length / this.placed.length) * trainCount;
    return [this.pixels.subarray(0, at), this.pixels.subarray(at)];
  }

  notes(): string[] {
    const counted = (count: number) =>
      `${formatCount(count)} of ${formatCount(this.placed.length)} images`;
    const texts: Record<ImageChange, string> = {
      opaque: 'with transparent pixels were laid over white',
      turned: 'were turned upright, as their EXIF data say',
      narrowed: 'of 16 bits a sample were rounded to 8',
      firstFrame: 'are animated; the first picture of each was taken',
    };
    const notes = [...this.changed].map(([change, n]) => `${counted(n)} ${texts[change]}.`);
    if (this.channels === 3 && this.greyCount > 0) {
      notes.push(`${counted(this.greyCount)} are grey; they became colour like the others.`);
    }
    return notes;
  }

  private put(image: DecodedImage, index: number): void {
    if (this.first === null) this.begin(image);
    const { height, width } = this.first!;
    if (image.height !== height || image.width !== width) this.refuseSize(image, index);
    if (image.channels > this.channels) this.widen(index);
    if (image.channels === 1) this.greyCount++;
    for (const change of image.changes) {
      this.changed.set(change, (this.changed.get(change) ?? 0) + 1);
    }
    const target = index * height * width * this.channels;
    if (image.channels === this.channels) this.pixels.set(image.pixels, target);
    else tripled(image.pixels, this.pixels, target);
  }

  private begin(image: DecodedImage): void {
    this.first = image;
    this.channels = image.channels;
    this.pixels = this.allocate();
  }

  /** Makes room for colour, with the `done` grey images so far as colour. */
  private widen(done: number): void {
    const grey = this.pixels.subarray(0, done * this.first!.height * this.first!.width);
    this.channels = 3;
    this.pixels = this.allocate();
    tripled(grey, this.pixels, 0);
  }

  private allocate(): Uint8Array<ArrayBuffer> {
    const { height, width, channels } = this.shape;
    const count = this.placed.length;
    const bytes = count * height * width * channels;
    if (bytes <= this.limits.decodedBytes) return new Uint8Array(bytes);
    throw new DataError({
      file: this.placed[0].source.file,
      place: null,
      found: `${formatCount(count)} images of ${width} × ${height} × ${channels} come to ${exactBytes(bytes)}`,
      allowed: `at most ${exactBytes(this.limits.decodedBytes)} once decoded`,
      remedy: 'use fewer or smaller images',
    });
  }

  private refuseSize(image: DecodedImage, index: number): never {
    const { file, path } = this.placed[index].source;
    const { height, width } = this.first!;
    throw new DataError({
      file,
      place: `entry ${quoted(path)}`,
      found: `${image.width} × ${image.height} pixels, where ${quoted(this.placed[0].source.path)} has ${width} × ${height}`,
      allowed: 'images of one size',
      remedy: 'scale or crop all images to one size',
    });
  }
}

function tripled(grey: Uint8Array, target: Uint8Array, offset: number): void {
  for (let at = 0, to = offset; at < grey.length; at++, to += 3) {
    target[to] = target[to + 1] = target[to + 2] = grey[at];
  }
}
