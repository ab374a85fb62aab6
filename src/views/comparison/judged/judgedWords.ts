/** The words and the table of the images that two runs read differently. */
import type {
  Guess,
  ImageFilter,
  JudgedImage,
  JudgedImages,
} from '../../../analysis/comparison/judgedImages.ts';
import { formatCount, formatFixed } from '../../../lib/numberFormat.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import type { RunNames } from '../difference/differenceWords.ts';

/** The filters' names: short enough for a button. */
export const filterLabels: Readonly<Record<ImageFilter, string>> = {
  onlyOwn: 'Now right',
  onlyBaseline: 'Now wrong',
  bothWrong: 'Both wrong',
};

/** What a filter shows, with the runs' names. */
export function filterNote(filter: ImageFilter, names: RunNames): string {
  switch (filter) {
    case 'onlyOwn':
      return `read rightly by “${names.own}” only`;
    case 'onlyBaseline':
      return `read rightly by “${names.baseline}” only`;
    case 'bothWrong':
      return 'read wrongly by both, in different ways';
  }
}

/** How many images differ, and how, in one sentence. */
export function judgedDescription({ byFilter, looked }: JudgedImages, names: RunNames): string {
  const { onlyOwn, onlyBaseline, bothWrong } = byFilter;
  return `Of ${formatCount(looked)} test images, ${formatCount(onlyOwn.length)} are ${filterNote('onlyOwn', names)}, ${formatCount(onlyBaseline.length)} ${filterNote('onlyBaseline', names)}, ${formatCount(bothWrong.length)} ${filterNote('bothWrong', names)}.`;
}

/** What the images are of, and in which order. */
export function judgedNote({ looked, withProbabilities }: JudgedImages): string {
  return withProbabilities
    ? `the ${formatCount(looked)} test images of which both runs tell their most probable classes, in an order drawn by chance`
    : `all ${formatCount(looked)} test images, in an order drawn by chance; not both runs tell how probable they find a class`;
}

export function judgedTable(
  judged: readonly JudgedImage[],
  names: RunNames,
  classes: readonly string[],
): FigureTable {
  const guessesText = (guesses: readonly Guess[]) =>
    guesses
      .map(({ index, probability }) =>
        probability === null ? classes[index] : `${classes[index]} ${formatFixed(probability, 2)}`,
      )
      .join(', ');
  return {
    columns: [
      { label: 'image' },
      { label: 'class' },
      { label: names.baseline },
      { label: names.own },
    ],
    rows: judged.map(({ image, label, own, baseline }) => [
      String(image),
      classes[label],
      guessesText(baseline),
      guessesText(own),
    ]),
  };
}
