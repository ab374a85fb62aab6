/**
 * What a pile of images means: the passes in their order, each from records to records. What tables
 * tell comes first, then folders, then names of archives and images; what nothing labels is set aside.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import type { ReadingChoices, ReadingQuestion } from '../readingChoices.ts';
import { withoutClassCopies } from './classCopies.ts';
import { withoutCompanions } from './companionFolders.ts';
import { withoutCompanionImages } from './companionImages.ts';
import { joinParts } from './joinParts.ts';
import { labelByArchive } from './labelsByArchive.ts';
import { labelByName } from './labelsByName.ts';
import { joinTwins } from './labelTwins.ts';
import { withNamesakeSplits } from './namesakeSplits.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';
import { pileParts } from './pileParts.ts';
import type { PileTable } from './pileTable.ts';
import { withoutRepeatedFolders } from './repeatedFolders.ts';
import { chooseSet } from './setsInPile.ts';
import { withoutSplitsAgain } from './splitsAgain.ts';
import { askForSplitWords } from './splitWords.ts';
import { withoutStrays } from './strayImages.ts';
import { tellByTables } from './tellByTables.ts';
import { labelledOf } from './unlabelled.ts';

/** A pile in which each image has a split and a label. */
export interface LaidOutPile extends PassOutcome {
  readonly kind: 'laid-out';
  /** The tables that were read: those that label images, and those that only name some. */
  readonly used: ReadonlySet<PileTable>;
  /** How many images have no label. */
  readonly asideCount: number;
}

/**
 * Split and label of every image, or a question where several readings are sensible.
 * @param hidden a file beside them that may hold their labels and is not read.
 * @throws DataError for a table that contradicts itself or its images, a choice that fits nothing, and
 * a pile in which nothing is labelled.
 */
export async function layOutPile(
  images: readonly PileImage[],
  tables: readonly PileTable[],
  choices: ReadingChoices,
  hidden: string | null = null,
): Promise<LaidOutPile | ReadingQuestion> {
  const told = tellByTables(images, tables, choices);
  if (told.kind !== 'told') return told;
  const { sorted, strays } = withoutStrays(told.images);
  const once = await withoutRepeatedFolders(sorted);
  const again = await withoutSplitsAgain(once.images);
  const sets = withNamesakeSplits(again.images);
  const containers = groupedBy(sets.images, ({ container }) => container);
  const isJoined = containers.size > 1;
  const joined = joinParts([...containers.values()].flatMap((own) => pileParts(own, isJoined)));
  const [file] = containers.size === 1 ? [...containers.keys()].map((one) => one.file) : [theFiles];
  const split = askForSplitWords(joined.images, file, choices);
  if ('kind' in split) return split;
  const alone = withoutCompanions(split.images);
  const pictures = withoutCompanionImages(alone.images, file, choices);
  if ('kind' in pictures) return pictures;
  const one = split.areClasses
    ? pictures
    : await chooseSet(pictures.images, choices, split.perhaps);
  if ('kind' in one) return one;
  const archived = labelByArchive(one.images);
  const labels = new Set(archived.images.map(({ label }) => label));
  const named = labels.size < 2 ? labelByName(archived.images, file, choices) : null;
  if (named !== null && 'kind' in named) return named;
  const single = await withoutClassCopies(named ?? archived.images);
  const labelled = labelledOf([...single.images, ...strays], hidden);
  const twins = joinTwins(labelled.images, file, choices);
  if ('kind' in twins) return twins;
  const passes = [
    told,
    once,
    again,
    sets,
    joined,
    alone,
    pictures,
    one,
    archived,
    single,
    labelled,
    twins,
  ];
  const notes = passes.flatMap((pass) => pass.notes);
  return {
    kind: 'laid-out',
    images: twins.images,
    notes,
    used: told.used,
    asideCount: labelled.asideCount,
  };
}

/** What messages call a pile of several containers. */
const theFiles = 'The files given';
