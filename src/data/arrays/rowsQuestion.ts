import { formatCount } from '../../lib/numberFormat.ts';
import { rowsFlag, shapeFlag } from '../choiceFlags.ts';
import type { Raster } from '../codecs/raster.ts';
import type { Alternative, PixelLayout, RowsQuestion } from '../readingChoices.ts';

/** Images that rows may be, and how some of them would look. */
interface OfferedShape {
  readonly shape: PixelLayout;
  readonly previews: readonly Raster[];
}

/** Asks whether rows of numbers are square grey images, as `previews` shows some, or vectors. */
export function rowsQuestion(
  file: string,
  length: number,
  { height, width }: { readonly height: number; readonly width: number },
  previews: readonly Raster[],
  isWhole = false,
): RowsQuestion {
  const count = formatCount(length);
  return {
    kind: 'rows',
    file,
    found: `rows of ${count} numbers${isWhole ? '' : ' with fractions'}, which may be images of ${width} × ${height} pixels or vectors`,
    alternatives: [
      {
        choices: { rows: 'images' },
        title: `Images of ${width} × ${height}`,
        description: 'Each row is a grey image; its values are brought to 0 to 255 and rounded.',
        flag: rowsFlag('images'),
        previews,
      },
      vectorsOf(length),
    ],
  };
}

/** Asks which images of several shapes rows of numbers are, or whether they are vectors. */
export function shapesQuestion(
  file: string,
  length: number,
  offered: readonly OfferedShape[],
): RowsQuestion {
  return {
    kind: 'rows',
    file,
    found: `rows of ${formatCount(length)} numbers, which may be images of several shapes or vectors`,
    alternatives: [...offered.map(imagesOf), vectorsOf(length)],
  };
}

function imagesOf({ shape, previews }: OfferedShape): Alternative {
  const { height, width, channels, order } = shape;
  const kind = channels === 1 ? 'Grey' : 'Colour';
  const description =
    channels === 1
      ? 'Each row is a grey image, line by line.'
      : order === 'planes'
        ? 'Each row is a colour image: all red values, then all green, then all blue.'
        : 'Each row is a colour image, pixel by pixel: red, green, blue.';
  const planes = order === 'planes' ? ' in planes' : '';
  return {
    choices: { rows: 'images', shape },
    title: `${kind} images${planes}, ${width} wide and ${height} high`,
    description,
    flag: shapeFlag(shape),
    previews,
  };
}

const vectorsOf = (length: number): Alternative => ({
  choices: { rows: 'vectors' },
  title: `Vectors of ${formatCount(length)} features`,
  description:
    'Each row is a vector of 32-bit numbers, for networks without convolutions; there are no pictures.',
  flag: rowsFlag('vectors'),
  previews: [],
});
