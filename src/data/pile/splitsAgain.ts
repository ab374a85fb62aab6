/**
 * A set that lies beside the splits that were made of it, as `cat` beside `train/cat` and `test/cat`. An
 * image to test on that is trained on too would make the test worthless: it is taken once, in its split.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import { splitNamed } from './folderWords.ts';
import { fileNameIn, type PassOutcome, type PileImage } from './pileImage.ts';
import { isSameFile } from './setsInPile.ts';

/** Images without those beside splits that lie in one of these too, of the same class, name and bytes. */
export async function withoutSplitsAgain(images: readonly PileImage[]): Promise<PassOutcome> {
  // Images of one folder share the list of its names.
  const isSplit = new Map<readonly string[], boolean>();
  const isInSplit = ({ folders }: PileImage) => {
    const known = isSplit.get(folders) ?? folders.some((name) => splitNamed(name) !== null);
    isSplit.set(folders, known);
    return known;
  };
  const untold = images.filter(({ source, folders }) => source !== 'table' && folders.length > 0);
  const beside = untold.filter((one) => !isInSplit(one));
  if (beside.length === 0 || beside.length === untold.length) return { images, notes: [] };
  const inSplits = groupedBy(untold.filter(isInSplit), placeOf);
  const again = new Set<PileImage>();
  for (const one of beside) {
    for (const other of inSplits.get(placeOf(one)) ?? [])
      if (await isSameFile(one.image, other.image)) again.add(one);
  }
  if (again.size === 0) return { images, notes: [] };
  const folder = [...again]
    .map(({ folders }) => folders.join('/'))
    .reduce((a, b) => (b < a ? b : a));
  const lie = again.size === 1 ? 'lies' : 'lie';
  return {
    images: images.filter((one) => !again.has(one)),
    notes: [
      `${formatCounted(again.size, 'image')} beside the splits ${lie} in these as well, as in ${quoted(folder)}; taken once.`,
    ],
  };
}

/** The innermost folder is the class beside splits. */
const placeOf = (one: PileImage): string => `${one.folders.at(-1)}/${fileNameIn(one)}`;
