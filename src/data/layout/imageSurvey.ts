/** What sizes and colours images have, and the questions that these raise. */
import { formatCount, formatCounted } from '../../lib/numberFormat.ts';
import { imagesFlag } from '../choiceFlags.ts';
import { inChannels, type Raster } from '../codecs/raster.ts';
import {
  type Alternative,
  type ColourChoice,
  type ColourQuestion,
  type Fitting,
  listedSizes,
  previewImages,
  type SizeQuestion,
} from '../readingChoices.ts';
import { fitImage } from './fitImage.ts';

interface Size {
  readonly height: number;
  readonly width: number;
}

/** Bytes of images kept for previews, at most. */
const maxKept = 2 ** 24;
/** Side of the size that is suggested where none is frequent, at most. */
const suggestedSide = 64;

/** Counts images by size and colour, and keeps a few of different sizes and colours to show. */
export class ImageSurvey {
  private readonly counts = new Map<string, Size & { count: number }>();
  private readonly kept = new Map<string, Raster>();
  private room = maxKept;
  private greyCount = 0;
  private total = 0;

  constructor(private readonly file: string) {}

  add({ height, width, channels }: Omit<Raster, 'pixels'>): void {
    const key = `${width} × ${height}`;
    const known = this.counts.get(key) ?? { height, width, count: 0 };
    known.count++;
    this.counts.set(key, known);
    this.total++;
    if (channels === 1) this.greyCount++;
  }

  /** Whether an image of this size and colour is wanted, to be shown: {@link keep} takes it. */
  wants({ height, width, channels }: Omit<Raster, 'pixels'>): boolean {
    if (this.kept.size === previewImages || height * width * channels > this.room) return false;
    return !this.kept.has(`${width} × ${height} × ${channels}`);
  }

  keep(image: Raster): void {
    const { height, width, channels } = image;
    this.room -= image.pixels.length;
    this.kept.set(`${width} × ${height} × ${channels}`, image);
  }

  get hasSeveralSizes(): boolean {
    return this.counts.size > 1;
  }

  get isMixedColour(): boolean {
    return this.greyCount > 0 && this.greyCount < this.total;
  }

  sizeQuestion(): SizeQuestion {
    const area = (size: Size) => size.height * size.width;
    // Of sizes equally frequent the smaller first: files come in any order.
    const sizes = [...this.counts.values()].sort(
      (a, b) => b.count - a.count || area(a) - area(b) || a.height - b.height,
    );
    const [{ count, height, width }] = sizes;
    const often =
      count > 1 ? `, most often (${formatCount(count)} images) ${width} × ${height}` : '';
    const byArea = [...sizes].sort((a, b) => area(a) - area(b)).map(textOf);
    return {
      kind: 'size',
      file: this.file,
      found: `the ${formatCount(this.total)} images are of ${formatCount(sizes.length)} sizes, from ${byArea[0]} to ${byArea.at(-1)} pixels${often}`,
      sizes: sizes.slice(0, listedSizes),
      alternatives: (['crop', 'resize', 'pad'] as const).map((fitting) =>
        this.sizeAlternative(fitting, suggestedSize(sizes, this.total)),
      ),
    };
  }

  colourQuestion(): ColourQuestion {
    const [greyCount, colourCount] = [this.greyCount, this.total - this.greyCount];
    return {
      kind: 'colour',
      file: this.file,
      found: `${formatCounted(greyCount, 'image')} ${greyCount === 1 ? 'is' : 'are'} grey and ${formatCount(colourCount)} in colour`,
      greyCount,
      colourCount,
      alternatives: [this.colourAlternative('colour'), this.colourAlternative('grey')],
    };
  }

  private sizeAlternative(fitting: Fitting, { height, width }: Size): Alternative {
    const size = { fitting, height, width };
    const text = `${width} × ${height}`;
    const texts: Record<Fitting, readonly [title: string, description: string]> = {
      crop: [
        `Crop to ${text}`,
        'Each image is scaled until it just covers this size, and its middle is cut out: proportions stay, margins go.',
      ],
      resize: [
        `Resize to ${text}`,
        'Each image is scaled to this size, its sides apart: nothing is lost, proportions may change.',
      ],
      pad: [
        `Pad to ${text}`,
        'Each image is scaled down to fit this size where it must be, and laid on black: nothing is lost, proportions stay.',
      ],
    };
    const [title, description] = texts[fitting];
    const previews = this.samples().map((image) => fitImage(image, size));
    return { choices: { size }, title, description, flag: imagesFlag({ size }), previews };
  }

  private colourAlternative(colour: ColourChoice): Alternative {
    const isColour = colour === 'colour';
    return {
      choices: { colour },
      title: isColour ? 'All in colour' : 'All in grey',
      description: isColour
        ? 'Grey images get three equal channels.'
        : 'Images in colour are reduced to their brightness.',
      flag: imagesFlag({ colour }),
      previews: this.samples().map((image) => inChannels(image, isColour ? 3 : 1)),
    };
  }

  private samples(): Raster[] {
    return [...this.kept.values()];
  }
}

const textOf = ({ height, width }: Size): string => `${width} × ${height}`;

/** The size of most images, if it is small; else a square that most images cover, and no large one. */
function suggestedSize(sizes: readonly (Size & { count: number })[], total: number): Size {
  const [{ height, width, count }] = sizes;
  if (2 * count >= total && Math.max(height, width) <= 2 * suggestedSide) return { height, width };
  let seen = 0;
  const byShortSide = sizes
    .map((size) => ({ side: Math.min(size.height, size.width), count: size.count }))
    .sort((a, b) => a.side - b.side);
  const median = byShortSide.find(({ count }) => {
    seen += count;
    return 2 * seen >= total;
  });
  const side = Math.min(suggestedSide, median?.side ?? suggestedSide);
  return { height: side, width: side };
}
