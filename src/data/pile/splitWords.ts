/**
 * Folders whose names speak of splits where that is not certain: classes end alike under them, and
 * other folders lie beside them or they stand in different places; or they are called after a class
 * too, as `cat_train` and `cat_test`. Only a person can say.
 */
import { splitsFlag } from '../choiceFlags.ts';
import type { SplitRole } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import type { Alternative, ReadingChoices, SplitsQuestion } from '../readingChoices.ts';
import { describeClasses } from '../tables/labelQuestion.ts';
import { besideSplitIn, splitSpokenOf } from './folderWords.ts';
import type { PileImage } from './pileImage.ts';

interface Spoken {
  readonly split: SplitRole;
  /** The label without the folder that speaks of the split. */
  readonly label: string;
}

/** Images, and whether an answer says already that every folder of theirs is a class. */
interface SplitByWords {
  readonly images: readonly PileImage[];
  readonly areClasses: boolean;
  /** What splits they may be of where some folders speak of held-out images and those beside them of none. */
  readonly perhaps: Alternative | null;
}

/** Images with the splits that words speak of, where that was chosen; a question; or as they are. */
export function askForSplitWords(
  images: readonly PileImage[],
  file: string,
  choices: ReadingChoices,
): SplitByWords | SplitsQuestion {
  const found = new Set(
    images.flatMap(({ label, source }) => (source === 'folders' ? (label ?? []) : [])),
  );
  const labels = new Set([...found].sort());
  const entries = (isWhole: boolean) =>
    new Map([...labels].flatMap((label) => entryOf(label, isWhole)));
  // What lies around splits may part several sets.
  const whole = entries(true);
  const called = endAlike([...whole.values()]) ? whole : entries(false);
  const isCalled = endAlike([...called.values()]);
  const spoken = isCalled ? called : withUncalled(called, labels);
  const unchanged = { images, areClasses: false, perhaps: null };
  if (!endAlike([...spoken.values()])) return unchanged;
  if (choices.splits === 'none') return { ...unchanged, areClasses: isCalled };
  if (choices.splits === 'words') {
    const placed = images.map((one): PileImage => {
      const meant = one.source === 'folders' ? spoken.get(one.label ?? '') : undefined;
      return meant === undefined ? one : { ...one, ...meant };
    });
    return { images: placed, areClasses: false, perhaps: null };
  }
  const classes = [...labels].map((label) => spoken.get(label)?.label ?? label);
  const words: Alternative = {
    choices: { splits: 'words' },
    title: 'The words tell splits',
    description: describeClasses([...new Set(classes)].sort()),
    flag: splitsFlag('words'),
    previews: [],
  };
  if (!isCalled)
    return { ...unchanged, perhaps: { ...words, title: 'They are splits of one set' } };
  const folders = [...spoken.keys()].slice(0, 4).map(quoted).join(', ');
  return {
    kind: 'splits',
    file,
    found: `classes end alike under folders whose names speak of splits, as ${folders}`,
    alternatives: [
      words,
      {
        choices: { splits: 'none' },
        title: 'Every folder is a class',
        description: describeClasses([...labels].sort()),
        flag: splitsFlag('none'),
        previews: [],
      },
    ],
  };
}

/** What a label says, with the folders around that which speaks of a split, where it is asked for whole. */
function entryOf(label: string, isWhole: boolean): [string, Spoken][] {
  const names = label.split('/');
  const at = names.findIndex((name) => splitSpokenOf(name) !== null);
  if (at === -1) return [];
  const split = splitSpokenOf(names[at])!;
  // Classes lie in the folder that speaks of a split, or hold it, or its name says them too.
  const around = names.slice(0, at);
  const below = names.slice(at + 1).filter((name) => splitSpokenOf(name) !== split);
  const beside = names.length === 1 ? [besideSplitIn(label)].filter((one) => one !== '') : around;
  const own = below.length === 0 ? beside : isWhole ? [...around, ...below] : below;
  return own.length === 0 ? [] : [[label, { split, label: own.join('/') }]];
}

/** What labels say where the folders beside those of held-out images, which speak of no split, are to be trained on. */
function withUncalled(
  called: ReadonlyMap<string, Spoken>,
  labels: ReadonlySet<string>,
): ReadonlyMap<string, Spoken> {
  const isHeldOut = [...called.values()].every(({ split }) => split !== 'train');
  if (called.size === 0 || !isHeldOut) return called;
  return new Map(
    [...labels].flatMap((label): [string, Spoken][] => {
      const own = called.get(label);
      if (own !== undefined) return [[label, own]];
      const below = label.slice(label.indexOf('/') + 1);
      return below === label ? [] : [[label, { split: 'train', label: below }]];
    }),
  );
}

/** Whether two different splits have a class in common. */
function endAlike(spoken: readonly Spoken[]): boolean {
  const splits = new Map<string, SplitRole>();
  return spoken.some(({ split, label }) => {
    const known = splits.get(label) ?? split;
    splits.set(label, known);
    return known !== split;
  });
}
