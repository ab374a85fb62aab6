/**
 * Decodes images into one piece of memory, at one size and in one colour. Where they differ and
 * nothing was chosen, they are counted to the end, and the outcome is what to ask.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { imagesFlag } from '../choiceFlags.ts';
import type { DecodedImage, ImageChange } from '../codecs/decodedImage.ts';
import { inChannels } from '../codecs/raster.ts';
import { DataError, PartError } from '../dataError.ts';
import { type DataLimits, decodedAllowance, exactBytes } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import type { LeftOut, ReadingChoices, ReadingQuestion } from '../readingChoices.ts';
import { BrokenImages } from './brokenImages.ts';
import { fitImage } from './fitImage.ts';
import type { LocatedImage } from './imageLayout.ts';
import { ImageSurvey } from './imageSurvey.ts';

/** An image that is not decoded yet. */
export interface UndecodedImage extends LocatedImage {
  /**
   * When it is its turn to be read, where that is not its place among the others: archives on disk
   * are read fastest from their start to their end.
   */
  readonly turn?: number;
  /** Bytes of its file, or its share of those of a file of many. */
  readonly size: number;
  decode(): Promise<DecodedImage>;
}

interface CanvasShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** All images, one after another. */
export interface PaintedImages {
  readonly kind: 'painted';
  readonly shape: CanvasShape;
  readonly pixels: Uint8Array;
  /** The places of images that were left out, whose pixels are missing. */
  readonly leftOut: ReadonlySet<number>;
  /** What is to be recorded of that; null where none was left out. */
  readonly recorded: LeftOut | null;
  /** What was done to them, for people. */
  readonly notes: readonly string[];
}

/** What must be chosen first. */
export interface UndecidedImages {
  readonly kind: 'undecided';
  readonly questions: readonly ReadingQuestion[];
}

/** Images beyond the first that are looked at for another size before too many bytes are refused. */
const lookedAt = 200;

/**
 * The images in their order, or what must be chosen first: of images that cannot be read, all are told.
 * @throws DataError where none can be read or nothing is to be left out, for a size that is not allowed, and images that
 * come to more than the limits, and the signal's reason when it is aborted.
 */
export async function paintImages(
  sources: readonly UndecodedImage[],
  choices: ReadingChoices,
  limits: DataLimits,
  task: ReadingTask,
): Promise<PaintedImages | UndecidedImages> {
  const canvas = new Canvas(sources, choices, limits, task.takesDefaults ?? false);
  const broken = new BrokenImages();
  const progress = new ProgressReporter(task);
  const total = sources.length;
  let done = 0;
  for (const index of readingOrder(sources)) {
    const { file, path } = sources[index];
    try {
      canvas.add(await sources[index].decode(), index);
    } catch (error) {
      if (!(error instanceof PartError)) throw error;
      broken.add({ index, file, path, error });
    }
    const what = file;
    await progress.step({ stage: 'read', what, done: ++done, total, unit: 'images' });
  }
  const question = broken.question(choices.leaveOut, total);
  if (question !== null) return { kind: 'undecided', questions: [question] };
  return canvas.outcome(broken);
}

/** The places of all images, in the order of their turns. */
function readingOrder(sources: readonly UndecodedImage[]): number[] {
  const turnOf = (index: number) => sources[index].turn ?? index;
  return sources.map((_, index) => index).sort((a, b) => turnOf(a) - turnOf(b));
}

class Canvas {
  private readonly survey: ImageSurvey;
  /** Of the images so far, by the first and the choices. */
  private shape: CanvasShape | null = null;
  /** Null before the first image, and once it is known that something must be asked. */
  private pixels: Uint8Array | null = null;
  /** Bytes of the images so far, decoded. */
  private lookedBytes = 0;
  /** Bytes of all files. */
  private readonly stored: number;
  private done = 0;
  private fittedCount = 0;
  private recolouredCount = 0;
  private readonly changed = new Map<ImageChange, number>();

  constructor(
    private readonly sources: readonly UndecodedImage[],
    private readonly choices: ReadingChoices,
    private readonly limits: DataLimits,
    private readonly takesDefaults: boolean,
  ) {
    this.survey = new ImageSurvey(sources[0].file);
    this.stored = Math.round(sources.reduce((sum, { size }) => sum + size, 0));
    if (choices.size !== undefined) this.checkSize(choices.size);
  }

  /** Puts an image at its place among the others. */
  add(image: DecodedImage, place: number): void {
    this.survey.add(image);
    this.shape ??= this.begin(image);
    if (this.isToBeColoured(image)) this.colour();
    const { height, width, channels } = this.shape;
    if (this.sizeIsOpen || this.colourIsOpen) this.pixels = null;
    else if (this.pixels === null && this.hasLookedAround()) this.allocate(this.shape);
    this.lookedBytes += image.pixels.length;
    if (this.pixels !== null) {
      const size = this.choices.size ?? { fitting: 'resize', height, width };
      const { pixels } = inChannels(fitImage(image, size), channels);
      this.pixels.set(pixels, place * pixels.length);
    }
    if (image.height !== height || image.width !== width) this.fittedCount++;
    if (image.channels !== channels) this.recolouredCount++;
    for (const change of image.changes) {
      this.changed.set(change, (this.changed.get(change) ?? 0) + 1);
    }
    this.done++;
  }

  /** Whether all images so far are grey, this one is not, and colour is what nobody need be asked for. */
  private isToBeColoured({ channels }: DecodedImage): boolean {
    const isOpen = this.choices.colour === undefined && this.takesDefaults;
    return isOpen && channels === 3 && this.shape!.channels === 1;
  }

  /** Makes colours of the grey images so far: equal channels. */
  private colour(): void {
    const { height, width } = this.shape!;
    this.shape = { height, width, channels: 3 };
    this.recolouredCount = this.done;
    if (this.pixels === null) return;
    const grey = this.pixels;
    this.allocate(this.shape);
    for (let at = 0; at < grey.length; at++) this.pixels.fill(grey[at], 3 * at, 3 * at + 3);
  }

  /** Whether enough was seen to say that no choice of size comes up that could make less do. */
  private hasLookedAround(): boolean {
    return this.done === lookedAt || this.lookedBytes > this.limits.unquestionedBytes;
  }

  /** The images but for those that are left out, or what must be asked. */
  outcome(broken: BrokenImages): PaintedImages | UndecidedImages {
    const { shape, pixels, survey } = this;
    const questions = [
      ...(this.sizeIsOpen ? [survey.sizeQuestion()] : []),
      ...(this.colourIsOpen ? [survey.colourQuestion()] : []),
    ];
    if (questions.length > 0) return { kind: 'undecided', questions };
    if (pixels === null) this.allocate(shape!);
    const leftOut = broken.places;
    return {
      kind: 'painted',
      shape: shape!,
      pixels: this.closedUp(leftOut),
      leftOut,
      recorded: broken.leftOut,
      notes: [...broken.notes(this.sources.length), ...this.notes()],
    };
  }

  /** The pixels without the gaps that images left out leave. */
  private closedUp(leftOut: ReadonlySet<number>): Uint8Array {
    const pixels = this.pixels!;
    if (leftOut.size === 0) return pixels;
    const size = pixels.length / this.sources.length;
    let end = 0;
    for (let at = 0; at < this.sources.length; at++) {
      if (leftOut.has(at)) continue;
      pixels.copyWithin(end, at * size, (at + 1) * size);
      end += size;
    }
    return pixels.subarray(0, end);
  }

  private get sizeIsOpen(): boolean {
    return this.choices.size === undefined && this.survey.hasSeveralSizes;
  }

  private get colourIsOpen(): boolean {
    return this.choices.colour === undefined && !this.takesDefaults && this.survey.isMixedColour;
  }

  /** Makes room, unless a choice of size may yet make less do. */
  private begin(image: DecodedImage): CanvasShape {
    const { size, colour } = this.choices;
    const { height, width } = size ?? image;
    const channels = colour === undefined ? image.channels : colour === 'grey' ? 1 : 3;
    const shape = { height, width, channels } as const;
    const bytes = this.bytesOf(shape);
    const isLarge = bytes > this.limits.decodedBytes || this.isInflated(bytes);
    if (size !== undefined || !isLarge) this.allocate(shape);
    return shape;
  }

  /** Whether images come to much more than their files hold. */
  private isInflated(bytes: number): boolean {
    if (bytes <= this.limits.unquestionedBytes) return false;
    return bytes > this.limits.decodedRatio * this.stored;
  }

  private bytesOf({ height, width, channels }: CanvasShape): number {
    return this.sources.length * height * width * channels;
  }

  /** @throws DataError where the images come to more than the limits. */
  private allocate(shape: CanvasShape): void {
    const bytes = this.bytesOf(shape);
    const { height, width, channels } = shape;
    const found = `${formatCount(this.sources.length)} images of ${width} × ${height} × ${channels} come to ${exactBytes(bytes)}`;
    if (bytes <= this.limits.decodedBytes) {
      if (this.isInflated(bytes)) throw this.inflated(found);
      this.pixels = new Uint8Array(bytes);
      return;
    }
    throw new DataError({
      file: this.sources[0].file,
      place: null,
      found,
      allowed: decodedAllowance(this.limits),
      remedy: 'use fewer or smaller images',
    });
  }

  private inflated(found: string): DataError {
    const { decodedRatio, unquestionedBytes } = this.limits;
    return new DataError({
      file: this.sources[0].file,
      place: null,
      found: `${found}, of files of ${exactBytes(this.stored)}`,
      allowed: `beyond ${exactBytes(unquestionedBytes)} at most ${decodedRatio} times the files’ own bytes`,
      remedy: 'scale the images down, which costs flat pictures nothing, or use fewer',
    });
  }

  private checkSize({ height, width }: NonNullable<ReadingChoices['size']>): void {
    const { imageSide } = this.limits;
    const isSide = (side: number) => Number.isInteger(side) && side >= 1 && side <= imageSide;
    if (isSide(height) && isSide(width)) return;
    throw new DataError({
      file: this.sources[0].file,
      place: 'the size chosen',
      found: `${width} × ${height} pixels`,
      allowed: `whole numbers from 1 to ${formatCount(imageSide)} a side`,
      remedy: 'choose another size',
    });
  }

  private notes(): string[] {
    const total = formatCount(this.sources.length);
    const counted = (count: number) => `${formatCount(count)} of ${total} images`;
    const texts: Record<ImageChange, string> = {
      opaque: 'with transparent pixels were laid over white',
      turned: 'were turned upright, as their EXIF data say',
      narrowed: 'of 16 bits a sample were rounded to 8',
      unended: 'lack their end marker, but no pixels',
      firstFrame: 'are animated; the first picture of each was taken',
    };
    const notes = [...this.changed].map(([change, n]) => `${counted(n)} ${texts[change]}.`);
    return [...notes, ...this.choiceNotes(counted)];
  }

  private choiceNotes(counted: (count: number) => string): string[] {
    const { height, width, channels } = this.shape!;
    const ways = { resize: 'scaled', crop: 'scaled and cut', pad: 'laid on black' };
    const way = ways[this.choices.size?.fitting ?? 'resize'];
    return [
      ...(this.fittedCount > 0
        ? [`${counted(this.fittedCount)} were ${way} to ${width} × ${height}, as chosen.`]
        : []),
      ...(this.recolouredCount > 0
        ? [
            this.choices.colour === undefined
              ? `${counted(this.recolouredCount)} are grey; they became colour, as the others are (${imagesFlag({ colour: 'grey' })} makes all grey).`
              : `${counted(this.recolouredCount)} became ${channels === 3 ? 'colour' : 'grey'}, as chosen.`,
          ]
        : []),
    ];
  }
}
