/**
 * Class names that differ by nothing a person means: Unicode form, blanks around them, or capital
 * letters alone.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { twinsFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { ReadingChoices, TwinsQuestion } from '../readingChoices.ts';
import { describeClasses } from '../tables/labelQuestion.ts';
import { copiedName } from './classCopies.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';

/**
 * Images with twins joined: names that differ in Unicode form or by blanks always, those that differ
 * in capital letters where no split has both; where one has, that is asked.
 */
export function joinTwins(
  images: readonly PileImage[],
  file: string,
  choices: ReadingChoices,
): PassOutcome | TwinsQuestion {
  const counts = new Map<string, number>();
  const splits = new Map<string, Set<string | null>>();
  for (const { label, split } of images) {
    if (label === null) continue;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    const known = splits.get(label) ?? new Set();
    known.add(split);
    splits.set(label, known);
  }
  const originalOf = (label: string) => {
    const original = copiedName(label);
    return original !== null && counts.has(original) ? original : label;
  };
  const groups = groupedBy([...counts.keys()], (label) =>
    plainForm(originalOf(label)).toLowerCase(),
  );
  const renamed = new Map<string, string>();
  const asked: string[][] = [];
  for (const labels of groups.values()) {
    if (labels.length === 1) continue;
    const forms = new Set(labels.map(plainForm));
    const isApart = forms.size > 1 && haveSplitInCommon(labels, splits);
    if (isApart && choices.twins === undefined) asked.push(labels);
    const joined =
      isApart && choices.twins === 'apart'
        ? [...forms].map((form) => labels.filter((one) => plainForm(one) === form))
        : [labels];
    for (const twins of joined) {
      const name = commonName(twins, counts, splits);
      for (const label of twins) if (label !== name) renamed.set(label, name);
    }
  }
  if (asked.length > 0) return questionOf(asked, file);
  if (renamed.size === 0) return { images, notes: [] };
  const pairs = [...renamed].map(([from, to]) => `${quoted(from)} and ${quoted(to)}`);
  const more = pairs.length > 3 ? ` and ${pairs.length - 3} more` : '';
  return {
    images: images.map((one) => {
      const name = one.label === null ? undefined : renamed.get(one.label);
      return name === undefined ? one : { ...one, label: name };
    }),
    notes: [
      `Class names that look alike were taken as one: ${pairs.slice(0, 3).join(', ')}${more}.`,
    ],
  };
}

/** A name in composed form, without blanks around the names of folders. */
export const plainForm = (label: string): string =>
  label
    .normalize('NFC')
    .split('/')
    .map((name) => name.trim())
    .join('/');

function haveSplitInCommon(
  labels: readonly string[],
  splits: ReadonlyMap<string, ReadonlySet<string | null>>,
): boolean {
  const forms = [...groupedBy(labels, plainForm).values()].map(
    (twins) => new Set(twins.flatMap((label) => [...splits.get(label)!])),
  );
  return forms.some((one, at) =>
    forms.slice(at + 1).some((other) => [...one].some((split) => other.has(split))),
  );
}

/** The name that training images have, and of these the most; in composed form without blanks. */
function commonName(
  twins: readonly string[],
  counts: ReadonlyMap<string, number>,
  splits: ReadonlyMap<string, ReadonlySet<string | null>>,
): string {
  const rank = (label: string) => Number(!splits.get(label)!.has('train'));
  const [best] = [...twins].sort(
    (a, b) => rank(a) - rank(b) || counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1),
  );
  return plainForm(best);
}

function questionOf(asked: readonly (readonly string[])[], file: string): TwinsQuestion {
  const names = asked.flat().sort();
  const alternative = (twins: 'join' | 'apart', title: string, classes: readonly string[]) => ({
    choices: { twins },
    title,
    description: describeClasses(classes),
    flag: twinsFlag(twins),
    previews: [],
  });
  return {
    kind: 'twins',
    file,
    found: `the class names ${names.map(quoted).join(', ')} differ in capital letters${names.some((name) => copiedName(name) !== null) ? ', or by a word for a copy,' : ''} alone`,
    alternatives: [
      alternative(
        'join',
        'They are one class each',
        [...new Set(asked.map(([one]) => one))].sort(),
      ),
      alternative('apart', 'They are different classes', names),
    ],
  };
}
