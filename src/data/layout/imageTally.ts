/**
 * What images are before they come to one size and colour: what is to be asked of them, and what was
 * done to them, for people.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { imagesFlag } from '../choiceFlags.ts';
import type { DecodedImage, ImageChange } from '../codecs/decodedImage.ts';
import { DataError } from '../dataError.ts';
import { type DataLimits, exactBytes } from '../limits.ts';
import type { ReadingChoices, ReadingQuestion, SizeChoice } from '../readingChoices.ts';
import { ImageSurvey } from './imageSurvey.ts';

export interface CanvasShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** What an image was, without its pixels. */
export type ImageFacts = Omit<DecodedImage, 'pixels'>;

/** The images that are counted, by their files. */
interface Counted {
  /** The container that they are in, for messages. */
  readonly file: string;
  readonly total: number;
  /** Bytes of all files. */
  readonly stored: number;
}

export class ImageTally {
  readonly survey: ImageSurvey;
  /** Of all images, by the first and the choices; null before the first. */
  private known: CanvasShape | null = null;
  private fittedCount = 0;
  private recolouredCount = 0;
  private done = 0;
  private readonly changed = new Map<ImageChange, number>();

  /** @throws DataError for a size chosen that is not allowed. */
  constructor(
    private readonly counted: Counted,
    private readonly choices: ReadingChoices,
    private readonly limits: DataLimits,
    /** Nobody can be asked: grey images among colour ones become colour. */
    private readonly takesDefaults: boolean,
  ) {
    this.survey = new ImageSurvey(counted.file);
    if (choices.size !== undefined) this.checkSize(choices.size);
  }

  /** Takes the size and colour of all from the first, which is not counted yet. */
  begin(first: ImageFacts): void {
    const { size, colour } = this.choices;
    const { height, width } = size ?? first;
    const channels = colour === undefined ? first.channels : colour === 'grey' ? 1 : 3;
    this.known = { height, width, channels };
  }

  add(image: ImageFacts): void {
    this.survey.add(image);
    if (this.known === null) this.begin(image);
    if (this.mayBecomeColour && image.channels === 3) {
      this.known = { ...this.shape, channels: 3 };
      this.recolouredCount = this.done;
    }
    this.done++;
    const { height, width, channels } = this.shape;
    if (image.height !== height || image.width !== width) this.fittedCount++;
    if (image.channels !== channels) this.recolouredCount++;
    for (const change of image.changes) {
      this.changed.set(change, (this.changed.get(change) ?? 0) + 1);
    }
  }

  /** What all images come to, once it was begun. */
  get shape(): CanvasShape {
    return this.known!;
  }

  /** How images come to that size. */
  get size(): SizeChoice {
    const { height, width } = this.shape;
    return this.choices.size ?? { fitting: 'resize', height, width };
  }

  get isOpen(): boolean {
    return this.sizeIsOpen || this.colourIsOpen;
  }

  /** What must be chosen first. */
  questions(): ReadingQuestion[] {
    return [
      ...(this.sizeIsOpen ? [this.survey.sizeQuestion()] : []),
      ...(this.colourIsOpen ? [this.survey.colourQuestion()] : []),
    ];
  }

  /** Bytes of all images at that size and in that colour. */
  get bytes(): number {
    return this.counted.total * bytesInImage(this.shape);
  }

  /** What they come to where one in colour is still to come. */
  get mostBytes(): number {
    return this.mayBecomeColour ? 3 * this.bytes : this.bytes;
  }

  /** Whether images come to much more than their files hold. */
  get isInflated(): boolean {
    const { bytes, limits } = this;
    if (bytes <= limits.unquestionedBytes) return false;
    return bytes > limits.decodedRatio * this.counted.stored;
  }

  /** What images come to, for messages. */
  get found(): string {
    const { height, width, channels } = this.shape;
    const count = formatCount(this.counted.total);
    return `${count} images of ${width} × ${height} × ${channels} come to ${exactBytes(this.bytes)}`;
  }

  /** The refusal of images that come to more than they may, with what may be done. */
  refusal(allowed: string, remedy: string, found = this.found): DataError {
    return new DataError({ file: this.counted.file, place: null, found, allowed, remedy });
  }

  /** The refusal of images that come to much more than their files hold. */
  inflated(): DataError {
    const { decodedRatio, unquestionedBytes } = this.limits;
    return this.refusal(
      `beyond ${exactBytes(unquestionedBytes)} at most ${decodedRatio} times the files’ own bytes`,
      'scale the images down, which costs flat pictures nothing, or use fewer',
      `${this.found}, of files of ${exactBytes(this.counted.stored)}`,
    );
  }

  /** Whether all are to be grey, unless one is not. */
  private get mayBecomeColour(): boolean {
    const isOpen = this.choices.colour === undefined && this.takesDefaults;
    return isOpen && this.shape.channels === 1;
  }

  private get sizeIsOpen(): boolean {
    return this.choices.size === undefined && this.survey.hasSeveralSizes;
  }

  private get colourIsOpen(): boolean {
    return this.choices.colour === undefined && !this.takesDefaults && this.survey.isMixedColour;
  }

  private checkSize({ height, width }: SizeChoice): void {
    const { imageSide } = this.limits;
    const isSide = (side: number) => Number.isInteger(side) && side >= 1 && side <= imageSide;
    if (isSide(height) && isSide(width)) return;
    throw new DataError({
      file: this.counted.file,
      place: 'the size chosen',
      found: `${width} × ${height} pixels`,
      allowed: `whole numbers from 1 to ${formatCount(imageSide)} a side`,
      remedy: 'choose another size',
    });
  }

  /** What was done to them, for people. */
  notes(): string[] {
    const total = formatCount(this.counted.total);
    const counted = (count: number) => `${formatCount(count)} of ${total} images`;
    const texts: Record<ImageChange, string> = {
      opaque: 'with transparent pixels were laid over white',
      turned: 'were turned upright, as their EXIF data say',
      narrowed: 'of 16 bits a sample were rounded to 8',
      inks: 'of CMYK inks became red, green and blue',
      unended: 'lack their end marker, but no pixels',
      firstFrame: 'are animated; the first picture of each was taken',
    };
    const notes = [...this.changed].map(([change, n]) => `${counted(n)} ${texts[change]}.`);
    return [...notes, ...this.choiceNotes(counted)];
  }

  private choiceNotes(counted: (count: number) => string): string[] {
    const { height, width, channels } = this.shape;
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

/** Bytes of an image. */
export const bytesInImage = ({ height, width, channels }: CanvasShape): number =>
  height * width * channels;
