/**
 * Decodes images into one piece of memory, at one size and in one colour; those that come to more
 * than may be held stay in their files. Where they differ and nothing was chosen, they are counted to
 * the end, and the outcome is what to ask.
 */
import type { DecodedImage } from '../codecs/decodedImage.ts';
import { inChannels } from '../codecs/raster.ts';
import { PartError } from '../dataError.ts';
import type { KeepableImage, KeptImages } from '../kept/keptImages.ts';
import type { KeepingOptions } from '../kept/keptReading.ts';
import { type DataLimits, decodedAllowance } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import type { StoredImage, StreamingOptions } from '../streaming/fileImages.ts';
import { BrokenImages } from './brokenImages.ts';
import { fitImage } from './fitImage.ts';
import { decodedOnce, ImageKeeper } from './imageKeeper.ts';
import {
  type FiledImages,
  type HashOfKept,
  passOverImages,
  type UndecidedImages,
} from './imagePass.ts';
import { ImageTally } from './imageTally.ts';
import { isForThreads, paintByThreads } from './paintByThreads.ts';
import { closedUp, inColour, type PaintedImages } from './paintedImages.ts';

/** An image that is not decoded yet. */
export interface UndecodedImage extends KeepableImage {
  /** The archive or folder that it is in. */
  readonly file: string;
  /** Its path there, as messages name it. */
  readonly path: string;
  /**
   * When it is its turn to be read, where that is not its place among the others: archives on disk
   * are read fastest from their start to their end.
   */
  readonly turn?: number;
  /** Bytes of its file, or its share of those of a file of many. */
  readonly size: number;
  /** How it is read again; `in order` where that needs all that lies before it. */
  readonly stored?: StoredImage | 'in order';
  decode(): Promise<DecodedImage>;
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
  task: ReadingTask & KeepingOptions,
): Promise<PaintedImages | UndecidedImages> {
  const kept = task.kept?.images;
  const keeper = new ImageKeeper(sources, kept);
  const tally = tallyOf(sources, choices, limits, task);
  const canvas = new Canvas(sources, tally, choices, limits, keeper);
  const broken = new BrokenImages();
  const progress = new ProgressReporter(task);
  const total = sources.length;
  let done = 0;
  for (const index of readingOrder(sources)) {
    const { file, path } = sources[index];
    try {
      canvas.add(await decodedOnce(sources[index], kept), index);
    } catch (error) {
      if (!(error instanceof PartError)) throw error;
      keeper.fault(index, error);
      broken.add({ index, file, path, error });
    }
    const what = file;
    await progress.step({ stage: 'read', what, done: ++done, total, unit: 'images' });
  }
  const question = broken.question(choices.leaveOut, total);
  if (question !== null) {
    canvas.letGo();
    return { kind: 'undecided', questions: [question] };
  }
  return canvas.outcome(broken);
}

/**
 * As {@link paintImages}, by threads where there are some and many images. But images that come to
 * more than may be held stay in their files, where those can be read again; their data set's hash is
 * then taken on the way.
 */
export async function paintOrFile(
  sources: readonly UndecodedImage[],
  choices: ReadingChoices,
  limits: DataLimits,
  task: ReadingTask & StreamingOptions & KeepingOptions,
  hashOf: HashOfKept,
): Promise<PaintedImages | FiledImages | UndecidedImages> {
  const { streaming } = task;
  const kept = task.kept?.images;
  const decoders = isForThreads(sources) ? (task.decoders ?? streaming?.decoders) : undefined;
  const onThisThread = () => paintImages(sources, choices, limits, task);
  if (streaming === undefined && decoders === undefined) return onThisThread();
  const first = await firstRead(sources, kept);
  if (first === null) return onThisThread();
  const tally = begunTally(first);
  const stored = sources.map((one) => one.stored);
  const areRead = areReadAgain(stored);
  const inMemory = (counted: ImageTally) =>
    areRead &&
    decoders !== undefined &&
    !counted.isInflated &&
    counted.mostBytes <= limits.decodedBytes
      ? paintByThreads(sources, stored, counted, { choices, limits, decoders, task, hashOf, kept })
      : onThisThread();
  if (streaming === undefined || tally.mostBytes <= streaming.held) return inMemory(tally);
  if (areRead) {
    const options = { choices, limits, streaming, task, hashOf, kept };
    const filed = await passOverImages(sources, stored, tally, options);
    // Grey ones that turned out not to lie among colour ones may have room.
    return filed.kind === 'filed' && tally.bytes <= streaming.held
      ? inMemory(begunTally(first))
      : filed;
  }
  const held = { ...limits, decodedBytes: Math.min(limits.decodedBytes, streaming.held) };
  return paintImages(sources, choices, held, task);

  function begunTally(image: DecodedImage): ImageTally {
    const begun = tallyOf(sources, choices, limits, task);
    begun.begin(image);
    return begun;
  }
}

/** Whether each can be read again, in any order. */
const areReadAgain = (
  stored: readonly UndecodedImage['stored'][],
): stored is readonly StoredImage[] => stored.every((one) => typeof one === 'object');

/** The first image whose turn it is that can be read; null where none can. */
async function firstRead(
  sources: readonly UndecodedImage[],
  kept: KeptImages | undefined,
): Promise<DecodedImage | null> {
  for (const index of readingOrder(sources)) {
    try {
      return await decodedOnce(sources[index], kept);
    } catch (error) {
      if (!(error instanceof PartError)) throw error;
    }
  }
  return null;
}

function tallyOf(
  sources: readonly UndecodedImage[],
  choices: ReadingChoices,
  limits: DataLimits,
  { takesDefaults = false }: ReadingTask,
): ImageTally {
  const stored = Math.round(sources.reduce((sum, { size }) => sum + size, 0));
  return new ImageTally(
    { file: sources[0].file, total: sources.length, stored },
    choices,
    limits,
    takesDefaults,
  );
}

/** The places of all images, in the order of their turns. */
function readingOrder(sources: readonly UndecodedImage[]): number[] {
  const turnOf = (index: number) => sources[index].turn ?? index;
  return sources.map((_, index) => index).sort((a, b) => turnOf(a) - turnOf(b));
}

class Canvas {
  /** Null before the first image, and once it is known that something must be asked. */
  private pixels: Uint8Array | null = null;
  /** Bytes of the images so far, decoded. */
  private lookedBytes = 0;
  private done = 0;

  constructor(
    private readonly sources: readonly UndecodedImage[],
    private readonly tally: ImageTally,
    private readonly choices: ReadingChoices,
    private readonly limits: DataLimits,
    private readonly keeper: ImageKeeper,
  ) {}

  /** Puts an image at its place among the others. */
  add(image: DecodedImage, place: number): void {
    const { tally } = this;
    if (tally.survey.wants(image)) tally.survey.keep(image);
    const before = this.done > 0 ? tally.shape.channels : null;
    tally.add(image);
    if (this.done === 0) this.begin();
    if (before === 1 && tally.shape.channels !== before) this.colour();
    if (tally.isOpen) this.letGo();
    else if (this.pixels === null && this.hasLookedAround()) this.allocate();
    this.lookedBytes += image.pixels.length;
    if (this.pixels !== null) {
      const { pixels } = inChannels(fitImage(image, tally.size), tally.shape.channels);
      this.pixels.set(pixels, place * pixels.length);
    }
    this.keeper.image(place, image, this.pixels === null ? null : tally.shape);
    this.done++;
  }

  /** Lets go of the pixels: something is to be asked. */
  letGo(): void {
    this.keeper.canvas(this.pixels);
    this.pixels = null;
  }

  /** Makes colours of the grey images so far: equal channels. */
  private colour(): void {
    if (this.pixels === null) return;
    this.checkRoom();
    this.keeper.canvas(this.pixels);
    this.pixels = inColour(this.pixels, this.tally.bytes);
  }

  /** Whether enough was seen to say that no choice of size comes up that could make less do. */
  private hasLookedAround(): boolean {
    return this.done === lookedAt || this.lookedBytes > this.limits.unquestionedBytes;
  }

  /** The images but for those that are left out, or what must be asked. */
  outcome(broken: BrokenImages): PaintedImages | UndecidedImages {
    const { tally } = this;
    const questions = tally.questions();
    if (questions.length > 0) return { kind: 'undecided', questions };
    if (this.pixels === null) this.allocate();
    const leftOut = broken.places;
    return {
      kind: 'painted',
      shape: tally.shape,
      pixels: closedUp(this.pixels!, this.sources.length, leftOut),
      leftOut,
      recorded: broken.leftOut,
      hash: null,
      notes: [...broken.notes(this.sources.length), ...tally.notes()],
    };
  }

  /** Makes room, unless a choice of size may yet make less do. */
  private begin(): void {
    const { bytes, isInflated } = this.tally;
    const isLarge = bytes > this.limits.decodedBytes || isInflated;
    if (this.choices.size !== undefined || !isLarge) this.allocate();
  }

  private allocate(): void {
    this.checkRoom();
    this.pixels = new Uint8Array(this.tally.bytes);
  }

  /** @throws DataError where the images come to more than the limits. */
  private checkRoom(): void {
    if (this.tally.bytes > this.limits.decodedBytes) throw this.tooLarge();
    if (this.tally.isInflated) throw this.tally.inflated();
  }

  private tooLarge() {
    const allowed = decodedAllowance(this.limits);
    const inOrder = this.sources.find(({ stored }) => stored === 'in order');
    if (inOrder === undefined) return this.tally.refusal(allowed, 'use fewer or smaller images');
    return this.tally.refusal(
      `${allowed}; images of more train from their files, which a compressed tar archive lets nobody read but from its start`,
      `unpack ${inOrder.file} and give the folder, or use fewer or smaller images`,
    );
  }
}
