/** Labels of images that lie in no class folder, but in an archive of each class. */

import { formatCounted } from '../../lib/numberFormat.ts';
import { fileNameOf } from '../archives/entryNames.ts';
import { isCalledPictures, splitSpokenOf } from './folderWords.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';

/**
 * Labels from the names of archives, where there are two at least, all images lie in archives, and no
 * folder in them tells classes apart.
 */
export function labelByArchive(images: readonly PileImage[]): PassOutcome {
  const unchanged = { images, notes: [] };
  const stems = new Map(images.map(({ container }) => [container, stemOf(container.file)]));
  const isPlain = images.every(
    ({ container, label }) =>
      container.isArchive && (label === null || label.split('/').every(isCalledPictures)),
  );
  const areClasses = [...stems.values()].every((stem) => splitSpokenOf(stem) === null);
  if (!isPlain || !areClasses || new Set(stems.values()).size < 2) return unchanged;
  return {
    images: images.map((one) => ({ ...one, label: stems.get(one.container)!, source: 'archive' })),
    notes: [
      `${formatCounted(stems.size, 'archive')} are the classes, by their names, as no folders in them are.`,
    ],
  };
}

const stemOf = (file: string): string => fileNameOf(file).replace(/(\.tar)?\.[^.]*$/, '');
