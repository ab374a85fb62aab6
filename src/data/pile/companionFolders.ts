/**
 * Folders within the classes that tell pictures from what goes with them: `COVID/images` beside
 * `COVID/masks`, or `images/cat` beside `masks/cat`.
 */
import { formatCounted } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import { isCalledCompanions, isCalledPictures } from './folderWords.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';

/** Where in the label the folder stands that says so. */
type End = 'first' | 'last';

/**
 * Labels without a last or first folder that is called after pictures in every class; images in the
 * folders of masks and the like beside it go.
 */
export function withoutCompanions(images: readonly PileImage[]): PassOutcome {
  const labels = new Set(images.flatMap(({ label }) => label ?? []));
  const end = (['last', 'first'] as const).find((one) => isToldApart(labels, one));
  if (end === undefined) return withoutClasses(images, labels);
  const isPicture = new Map(
    [...labels].map((label) => [label, isCalledPictures(endOf(label, end))]),
  );
  const kept = images.flatMap((one): PileImage[] => {
    if (one.label === null) return [one];
    return isPicture.get(one.label)! ? [{ ...one, label: withoutEnd(one.label, end) }] : [];
  });
  const gone = images.filter(({ label }) => label !== null && !isPicture.get(label)!);
  return { images: kept, notes: gone.length === 0 ? [] : [noteOn(gone, end)] };
}

/** Where folders of pictures and of masks are all there is, none of them is a class. */
function withoutClasses(images: readonly PileImage[], labels: ReadonlySet<string>): PassOutcome {
  const pictures = new Set([...labels].filter(isCalledPictures));
  const masks = [...labels].filter((label) => label.split('/').some(isCalledCompanions));
  const isAll = pictures.size + masks.length === labels.size;
  if (!isAll || pictures.size === 0 || masks.length === 0) return { images, notes: [] };
  const isGone = ({ label }: PileImage) => label !== null && !pictures.has(label);
  return {
    images: images
      .filter((one) => !isGone(one))
      .map((one) => ({ ...one, label: null, source: null })),
    notes: [noteOn(images.filter(isGone), 'first')],
  };
}

/** Whether all labels have such a folder, each class one of pictures, and the others what goes with them. */
function isToldApart(labels: ReadonlySet<string>, end: End): boolean {
  const all = [...labels];
  if (all.length < 2 || all.some((label) => !label.includes('/'))) return false;
  const ends = new Set(all.map((label) => endOf(label, end)));
  const isKnown = [...ends].every((name) => isCalledPictures(name) || isCalledCompanions(name));
  if (!isKnown) return false;
  const classes = new Set(all.map((label) => withoutEnd(label, end)));
  const pictured = all.filter((label) => isCalledPictures(endOf(label, end)));
  return (
    classes.size > 1 &&
    new Set(pictured.map((label) => withoutEnd(label, end))).size === classes.size
  );
}

const endOf = (label: string, end: End): string =>
  end === 'last' ? label.slice(label.lastIndexOf('/') + 1) : label.split('/')[0];

const withoutEnd = (label: string, end: End): string =>
  end === 'last' ? label.slice(0, label.lastIndexOf('/')) : label.slice(label.indexOf('/') + 1);

function noteOn(gone: readonly PileImage[], end: End): string {
  const names = [...new Set(gone.map(({ label }) => endOf(label!, end)))].map(quoted).join(', ');
  return `${formatCounted(gone.length, 'image')} in the folders ${names} ${gone.length === 1 ? 'was' : 'were'} left aside, as they go with those of their classes.`;
}
