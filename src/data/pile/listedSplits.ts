/**
 * Splits of images that lists tell: `train.txt` and `test.txt` that name images and say no more, or a
 * column of splits where folders tell the classes. Where lists name all images the answer is plain;
 * where they leave some out, or contradict each other, only a person can say what they mean.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { fileNameOf } from '../archives/entryNames.ts';
import { nameWithoutSplit, type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import type { PartQuestion, ReadingChoices, SplitsQuestion } from '../readingChoices.ts';
import { familyQuestion, namesOf, splitsQuestion } from './listedSplitsQuestion.ts';
import { sharedStarts } from './sharedStarts.ts';
import { mergedSplits, type SplitList } from './splitList.ts';

/** What is known of an image before lists are asked. */
export interface ListedImage {
  readonly at: number;
  /** The folders around it; lists speak of the folders that they name an image of. */
  readonly folder: string;
  /** The split that its folders name. */
  readonly role: SplitRole | null;
}

/** What lists come to. */
export interface ListedSplits {
  readonly kind: 'listed';
  readonly splits: ReadonlyMap<number, SplitRole>;
  /** Images that lie among those that lists name, and that none names. */
  readonly leftOut: ReadonlySet<number>;
  readonly used: readonly SplitList[];
  readonly notes: readonly string[];
}

const nothing: ListedSplits = {
  kind: 'listed',
  splits: new Map(),
  leftOut: new Set(),
  used: [],
  notes: [],
};

/** So few images may be left out without asking. */
const fewLeftOut = 0.1;
/** Held-out images are fewer than those to train on. */
const mostHeldOut = 0.5;

/** The split of a list by its name: `train.txt`, `TestImages.txt`, `val2019.json`, `trainval.txt`. */
export const splitOfList = (path: string): SplitRole | null =>
  isUnion(path) ? 'train' : splitRoleOf(fileNameOf(path).replace(/\d+/g, ' '));

/** Whether a list is called after images to train and to validate on together. */
const isUnion = (path: string): boolean =>
  /(^|[^a-z])train[ _-]?val([^a-z]|$)/i.test(fileNameOf(path));

/** Lists without those of training and validation images together, where others tell these apart. */
function withoutUnions(lists: readonly SplitList[]): readonly SplitList[] {
  const apart = lists.filter(({ path }) => !isUnion(path));
  const roles = new Set(apart.flatMap(({ splits }) => [...splits.values()]));
  return roles.has('train') || roles.has('validation') ? apart : lists;
}

/** The splits that lists tell of these images, or a question where that is not certain. */
export function listedSplits(
  images: readonly ListedImage[],
  given: readonly SplitList[],
  { splits: chosen, part }: ReadingChoices,
): ListedSplits | SplitsQuestion | PartQuestion {
  const all = withoutUnions(given);
  if (chosen === 'none' || all.length === 0) return nothing;
  const byFamily = familiesOf(all);
  const isOpen = byFamily.size > 1 && findConflicts(all).size > 0;
  // An answer that was given for loose files counts in an archive too.
  const isChosen = (family: string) => part === family || (part ?? '').endsWith(`/${family}`);
  const chosenFamily = [...byFamily.keys()].find(isChosen);
  const own = isOpen ? byFamily.get(chosenFamily ?? '') : all;
  if (own === undefined) return familyQuestion(byFamily);
  const known = new Map(images.map((one) => [one.at, one]));
  const lists = own.map((list): SplitList => {
    const { splits } = list;
    return { ...list, splits: new Map([...splits].filter(([at]) => known.has(at))) };
  });
  const merged = mergedSplits(lists);
  const folders = new Set([...merged.keys()].map((at) => known.get(at)!.folder));
  const unlisted = images.filter(
    ({ at, folder, role }) => role === null && folders.has(folder) && !merged.has(at),
  );
  const roles = new Set(merged.values());
  const leftOut = roles.has('train') ? unlisted : [];
  const isNews = [...merged].some(([at, split]) => split !== (known.get(at)!.role ?? 'train'));
  if (!isNews && leftOut.length === 0) return nothing;
  const conflicts = findConflicts(lists);
  const heldOut = [...merged.values()].filter((split) => split !== 'train').length;
  const used = own.filter((_, at) => lists[at].splits.size > 0);
  const areMost = roles.has('train')
    ? leftOut.length === 0 || (roles.size > 1 && leftOut.length <= fewLeftOut * merged.size)
    : heldOut < mostHeldOut * (merged.size + unlisted.length);
  const isCertain = areMost && used.every(({ guess }) => guess === undefined);
  if (chosen !== 'words' && (conflicts.size > 0 || !isCertain)) {
    return splitsQuestion(
      used,
      merged,
      unlisted.length - leftOut.length,
      leftOut.length,
      conflicts,
    );
  }
  return {
    kind: 'listed',
    splits: merged,
    leftOut: new Set(leftOut.map(({ at }) => at)),
    used,
    notes: [
      `Splits were read from ${namesOf(used)}.`,
      ...(leftOut.length === 0
        ? []
        : [`Images that no list names were left out: ${formatCount(leftOut.length)}.`]),
    ],
  };
}

/** The images that lists put into different splits. */
function findConflicts(lists: readonly SplitList[]): ReadonlySet<number> {
  const known = new Map<number, SplitRole>();
  const conflicts = new Set<number>();
  for (const { splits } of lists) {
    for (const [at, split] of splits) {
      if ((known.get(at) ?? split) !== split) conflicts.add(at);
      known.set(at, split);
    }
  }
  return conflicts;
}

/**
 * Lists that are called alike but for the word that tells the split, `train1.txt` and `test1.txt`, by their
 * paths below the folder that all lie in.
 */
function familiesOf(lists: readonly SplitList[]): ReadonlyMap<string, readonly SplitList[]> {
  const families = new Map<string, SplitList[]>();
  const folderOf = ({ path }: SplitList) => path.slice(0, path.length - fileNameOf(path).length);
  const [shared] = sharedStarts([new Set(lists.map(folderOf))]);
  for (const list of lists) {
    const folder = folderOf(list).slice(shared.length);
    const name = nameWithoutSplit(fileNameOf(list.path).replace(/(\d+)/g, ' $1 '));
    const family = `${folder}${name}`;
    const known = families.get(family);
    if (known === undefined) families.set(family, [list]);
    else known.push(list);
  }
  return families;
}
