/**
 * Pictures that only go with others: masks in the folder of their images, called as these with a word
 * more; and folders of masks, maps or outlines beside the class folders.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { partFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { PartQuestion, ReadingChoices } from '../readingChoices.ts';
import { describeClasses } from '../tables/labelQuestion.ts';
import { plainForm } from './labelTwins.ts';
import { folderPath, type PassOutcome, type PileImage, stemIn } from './pileImage.ts';
import { sharedStarts } from './sharedStarts.ts';

/** What a name ends in that is called after the mask of another image: `benign (1)_mask_1`. */
const maskEnd =
  /[\s_-]+(masks?|segmentations?|seg|groundtruth|ground[\s_-]truth|gt|annotations?)([\s_-]?\d+)?$/i;

/** Whole names of folders that no class has: one folder more of a shop's goods may be called mask. */
const companions =
  /^(masks|msks?|annotations?|segmentations?|ground[ _-]?truths?|gt|trimaps?|bbox(es)?|depths|depth[ _-]?maps?|labels|contours|saliency|heat[ _-]?maps?)$/i;

/** So many images of such a folder must be called as others are. */
const enough = 0.9;

/** Images without those that go with others, or a question where a folder may be a class as well. */
export function withoutCompanionImages(
  images: readonly PileImage[],
  file: string,
  { part }: ReadingChoices,
): PassOutcome | PartQuestion {
  const masks = masksBeside(images);
  const rest = images.filter((one) => !masks.has(one));
  const labels = [...new Set(rest.flatMap((one) => (inFolders(one) ? one.label! : [])))];
  const called = labels.filter((label) => label.split('/').some(isCompanion));
  const classes = labels.filter((label) => !called.includes(label));
  const notes = masks.size === 0 ? [] : [noteOnMasks([...masks])];
  const flat = part === undefined && called.length === 0 ? flatAgain(rest) : null;
  if (flat !== null) {
    const others = rest.filter(({ label }) => label !== flat);
    const note = `${formatCounted(rest.length - others.length, 'image')} in the folder ${quoted(flat)} were left aside, as they are called as those of the classes.`;
    return { images: withoutSharedFolders(others), notes: [...notes, note] };
  }
  if (called.length === 0 || classes.length < 2) return { images: rest, notes };
  const names = [...new Set(called.map((label) => label.split('/').find(isCompanion)!))].sort();
  const all = `with ${names.join(', ')}`;
  if (part === all) return { images: rest, notes };
  const isGone = (one: PileImage) => inFolders(one) && called.includes(one.label!);
  const [gone, kept] = [rest.filter(isGone), rest.filter((one) => !isGone(one))];
  if (part === undefined && !mirrors(called, classes) && !areCalledAlike(gone, kept))
    return questionOf(file, names, all, classes, labels);
  const them = `${formatCounted(gone.length, 'image')} in the folders ${names.map(quoted).join(', ')}`;
  const note = `${them} ${gone.length === 1 ? 'was' : 'were'} left aside, as they go with those of the classes.`;
  return { images: withoutSharedFolders(kept), notes: [...notes, note] };
}

/** Images whose labels go without the folders that all of them now lie in. */
function withoutSharedFolders(images: readonly PileImage[]): readonly PileImage[] {
  const [start] = sharedStarts([
    new Set(images.flatMap((one) => (inFolders(one) ? `${one.label}/` : []))),
  ]);
  if (start === '') return images;
  return images.map((one) =>
    inFolders(one) ? { ...one, label: one.label!.slice(start.length) } : one,
  );
}

const inFolders = ({ label, source }: PileImage): boolean => label !== null && source === 'folders';

const isCompanion = (name: string): boolean => companions.test(name);

/** Images that are called as another one of their folder, and after its mask. */
function masksBeside(images: readonly PileImage[]): ReadonlySet<PileImage> {
  const called = images.filter((one) => one.source !== 'table' && maskEnd.test(stemIn(one)));
  if (called.length === 0) return new Set();
  const placeOf = (one: PileImage, stem: string) => `${folderPath(one.folders)}${stem}`;
  const known = groupedBy(images, ({ container }) => container);
  const stems = new Map(
    [...known].map(([container, own]) => [
      container,
      new Set(own.map((one) => placeOf(one, stemIn(one)))),
    ]),
  );
  return new Set(
    called.filter((one) =>
      stems.get(one.container)!.has(placeOf(one, stemIn(one).replace(maskEnd, ''))),
    ),
  );
}

/** Whether what lies in such folders is called as the classes beside them are: `masks/cat` and `cat`. */
function mirrors(called: readonly string[], classes: readonly string[]): boolean {
  const ends = new Set(
    classes.flatMap((label) => label.split('/').map((_, at, all) => all.slice(at).join('/'))),
  );
  return called.every((label) => {
    const own = label.split('/').filter((name) => !isCompanion(name));
    return own.some((_, at) => ends.has(own.slice(at).join('/')));
  });
}

/** Whether nearly all of some images are called each as one of the others, and as no second one. */
function areCalledAlike(some: readonly PileImage[], others: readonly PileImage[]): boolean {
  const counts = new Map<string, number>();
  for (const one of others) counts.set(stemIn(one), (counts.get(stemIn(one)) ?? 0) + 1);
  const alike = some.filter(
    (one) => counts.get(stemIn(one)) === 1 || counts.get(stemIn(one).replace(maskEnd, '')) === 1,
  );
  return alike.length >= enough * some.length;
}

/**
 * The folder in which the pictures of all classes lie again, as one that holds them in another size; null where
 * there is none: nearly each is called as one of the classes, and nearly each of these as one of it.
 */
function flatAgain(images: readonly PileImage[]): string | null {
  const byLabel = groupedBy(images.filter(inFolders), ({ label }) => label!);
  if (byLabel.size < 3) return null;
  const stems = images.filter(inFolders).map((one) => [one.label!, stemIn(one)] as const);
  const labelsOf = groupedBy(stems, ([, stem]) => stem);
  const isAgain = (label: string) => {
    const own = byLabel.get(label)!;
    const rest = stems.length - own.length;
    if (rest > own.length / enough || own.length > rest / enough) return false;
    const twins = own.flatMap((one) => {
      const alike = labelsOf.get(stemIn(one))!.filter(([other]) => other !== label);
      return alike.length === 1 ? [plainForm(alike[0][0]).toLowerCase()] : [];
    });
    const areMost = twins.length >= enough * own.length && twins.length >= enough * rest;
    return areMost && new Set(twins).size > 1;
  };
  const again = [...byLabel.keys()].filter(isAgain);
  return again.length === 1 ? again[0] : null;
}

function noteOnMasks(masks: readonly PileImage[]): string {
  const first = masks.map(({ image }) => image.path).reduce((a, b) => (b < a ? b : a));
  const are = masks.length === 1 ? 'is' : 'are';
  return `${formatCounted(masks.length, 'image')} that ${are} called as another one and its mask ${masks.length === 1 ? 'was' : 'were'} left aside, as ${quoted(first)}.`;
}

function questionOf(
  file: string,
  names: readonly string[],
  all: string,
  classes: readonly string[],
  labels: readonly string[],
): PartQuestion {
  const list = names.map(quoted).join(', ');
  const alternative = (part: string, title: string, own: readonly string[]) => ({
    choices: { part },
    title,
    description: describeClasses([...own].sort()),
    flag: partFlag(part),
    previews: [],
  });
  return {
    kind: 'part',
    file,
    found: `folders beside those of the classes are called after what goes with pictures, as ${list}`,
    alternatives: [
      alternative(`without ${names.join(', ')}`, `Without ${list}`, classes),
      alternative(all, 'Every folder is a class', labels),
    ],
  };
}
