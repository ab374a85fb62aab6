/** What is asked about lists of splits. */
import { formatCounted } from '../../lib/numberFormat.ts';
import { partFlag, splitsFlag } from '../choiceFlags.ts';
import type { SplitRole } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import type { PartQuestion, SplitsQuestion } from '../readingChoices.ts';
import { mergedSplits, type SplitList } from './splitList.ts';

/** Asks which of several splittings of the same images is meant. */
export function familyQuestion(families: ReadonlyMap<string, readonly SplitList[]>): PartQuestion {
  const all = [...families].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    kind: 'part',
    file: all[0][1][0].path,
    found: 'lists of several splittings name the same images',
    alternatives: [
      ...all.map(([family, lists]) => ({
        choices: { part: family },
        title: `Splits from ${namesOf(lists)}`,
        description: describeSplits(mergedSplits(lists)),
        flag: partFlag(family),
        previews: [],
      })),
      ignoringLists,
    ],
  };
}

/** Asks whether lists tell splits, where they leave images out, contradict each other, or say it by numbers. */
export function splitsQuestion(
  lists: readonly SplitList[],
  merged: ReadonlyMap<number, SplitRole>,
  trained: number,
  leftOut: number,
  conflicts: ReadonlySet<number>,
): SplitsQuestion {
  const guesses = new Set(lists.flatMap(({ guess }) => guess ?? []));
  const more = [
    ...[...guesses].map((guess) => `${guess}.`),
    ...(trained === 0 ? [] : [`${formatCounted(trained, 'image')} more to train on.`]),
    ...(leftOut === 0
      ? []
      : [`${formatCounted(leftOut, 'image')} that no list names will be left out.`]),
    ...(conflicts.size === 0
      ? []
      : [`${formatCounted(conflicts.size, 'image')} in several lists will be held out.`]),
  ];
  const rest =
    conflicts.size > 0
      ? 'some of them in several splits'
      : guesses.size > 0
        ? 'but only by numbers'
        : 'but not all that lie beside these';
  return {
    kind: 'splits',
    file: lists[0].path,
    found: `${namesOf(lists)} may tell splits of the images that they name, ${rest}`,
    alternatives: [
      {
        choices: { splits: 'words' },
        title: 'The lists tell splits',
        description: [describeSplits(merged), ...more].join(' '),
        flag: splitsFlag('words'),
        previews: [],
      },
      ignoringLists,
    ],
  };
}

const ignoringLists = {
  choices: { splits: 'none' },
  title: 'The lists tell nothing',
  description: 'Folders and tables of labels alone tell splits.',
  flag: splitsFlag('none'),
  previews: [],
} as const;

function describeSplits(merged: ReadonlyMap<number, SplitRole>): string {
  const purposes = { train: 'to train on', validation: 'to validate on', test: 'to test on' };
  const counts = (['train', 'validation', 'test'] as const).flatMap((role) => {
    const count = [...merged.values()].filter((split) => split === role).length;
    return count === 0 ? [] : [`${formatCounted(count, 'image')} ${purposes[role]}`];
  });
  return `${counts.join(', ')}.`;
}

/** The files that lists were read from, of which a few are named. */
export const namesOf = (lists: readonly SplitList[]): string =>
  lists
    .flatMap(({ paths }) => paths)
    .map(quoted)
    .slice(0, 4)
    .join(', ');
