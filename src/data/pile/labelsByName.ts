/**
 * Labels of images that lie in one folder, or one a split, and are called after what they show:
 * `cat.0.jpg`, `dog_001.png`, `7_0001.png`, `subject01.happy.gif`. Names are trusted only by a person's choice.
 */
import { labelsFlag } from '../choiceFlags.ts';
import type { LabelsChoice, LabelsQuestion, ReadingChoices } from '../readingChoices.ts';
import { describeClasses } from '../tables/labelQuestion.ts';
import { type PileImage, stemIn } from './pileImage.ts';

type Labels = readonly (string | null)[];

/** A way to take a label from a name; null where the name has none. */
type Way = (name: string) => string | null;

const ways: readonly (readonly [LabelsChoice, string, Way])[] = [
  [
    'names',
    'Classes from the names before a number',
    (name) => /^(.*?[^\d\s._()-])[\s._()-]*\d+[\s._()-]*$/.exec(name)?.[1] ?? null,
  ],
  [
    'words',
    'Classes from the first words of names',
    (name) => /^\p{L}[\p{L}\p{M}]*/u.exec(name)?.[0] ?? null,
  ],
  ['starts', 'Classes from the starts of names', (name) => partsOf(name)[0] ?? null],
  [
    'ends',
    'Classes from the ends of names',
    (name) =>
      partsOf(name)
        .slice(-1)
        .find((end) => /\p{L}/u.test(end)) ?? null,
  ],
];

/** The parts of a name between blanks, dots, dashes and the like; none where it is whole. */
function partsOf(name: string): readonly string[] {
  const parts = name.split(/[\s._()-]+/).filter((part) => part !== '');
  return parts.length < 2 ? [] : parts;
}

/** Whether labels come from the names of images, by a choice. */
export const areFromNames = (choice: LabelsChoice | undefined): boolean =>
  ways.some(([way]) => way === choice);

/** Most images of a split carry a label in their names, and labels repeat, else names say nothing. */
const enough = 0.9;

/**
 * Images labelled by their names, where that was chosen; a question where names of several kinds
 * repeat; null where they do not.
 */
export function labelByName(
  images: readonly PileImage[],
  file: string,
  choices: ReadingChoices,
): readonly PileImage[] | LabelsQuestion | null {
  const found = ways.flatMap(([choice, title, way]) => {
    const labels = images.map((one) => way(stemIn(one)));
    return areLabels(labels, images) ? [{ choice, title, labels }] : [];
  });
  const chosen = found.find(({ choice }) => choice === choices.labels);
  if (chosen !== undefined) {
    return images.map(
      (one, at): PileImage => ({
        ...one,
        label: chosen.labels[at],
        source: chosen.labels[at] === null ? null : 'name',
      }),
    );
  }
  if (found.length === 0 || choices.labels === 'folders') return null;
  // What comes to the same is offered once, but for the two ways that most names allow.
  const saysSame = (one: Labels, other: Labels) => one.every((label, at) => label === other[at]);
  const told = found.filter(({ labels }, at) =>
    at < 2 ? true : !found.slice(0, at).some((other) => saysSame(labels, other.labels)),
  );
  const alternatives = told.map(({ choice, title, labels }) => ({
    choices: { labels: choice },
    title,
    description: describeClasses([...new Set(labels.flatMap((label) => label ?? []))].sort()),
    flag: labelsFlag(choice),
    previews: [],
  }));
  const folders = {
    choices: { labels: 'folders' as const },
    title: 'Names say nothing',
    description: 'Classes come from folders or tables alone.',
    flag: labelsFlag('folders'),
    previews: [],
  };
  return {
    kind: 'labels',
    file,
    found: 'the images lie in no class folders, and their names may tell their classes',
    alternatives: [...alternatives, folders],
  };
}

function areLabels(labels: Labels, images: readonly PileImage[]): boolean {
  const train = labels.filter((_, at) => images[at].split === 'train' || images[at].split === null);
  const counts = new Map<string, number>();
  for (const label of train) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  const named = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const areRepeated = [...counts.values()].every((count) => count > 1);
  return counts.size > 1 && areRepeated && named >= enough * train.length;
}
