import { formatCount } from '../../lib/numberFormat.ts';
import { rowsFlag } from '../choiceFlags.ts';
import type { Raster } from '../codecs/raster.ts';
import type { RowsQuestion } from '../readingChoices.ts';

/** Asks whether rows of numbers are images, as `previews` shows some, or vectors. */
export function rowsQuestion(
  file: string,
  length: number,
  { height, width }: { readonly height: number; readonly width: number },
  previews: readonly Raster[],
): RowsQuestion {
  const count = formatCount(length);
  return {
    kind: 'rows',
    file,
    found: `rows of ${count} numbers with fractions, which may be images of ${width} × ${height} pixels or vectors`,
    alternatives: [
      {
        choices: { rows: 'images' },
        title: `Images of ${width} × ${height}`,
        description: 'Each row is a grey image; its values are brought to 0 to 255 and rounded.',
        flag: rowsFlag('images'),
        previews,
      },
      {
        choices: { rows: 'vectors' },
        title: `Vectors of ${count} features`,
        description:
          'Each row is a vector of 32-bit numbers, for networks without convolutions; there are no pictures.',
        flag: rowsFlag('vectors'),
        previews: [],
      },
    ],
  };
}
