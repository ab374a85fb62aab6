/**
 * Tables that tell labels of held-out images alone, none of which is called as the class folders of those to
 * train on: ImageNet's lists number classes that its folders call by words. They tell nothing that can be tested.
 */
import { classOfFolders } from './classFolders.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { LabelRow } from './labelRows.ts';
import { plainForm } from './labelTwins.ts';

/** Whether all that tables told is so, and folders tell the classes to train on. */
export function areForeign(
  { images, roles }: ImageShelves,
  told: ReadonlyMap<number, LabelRow>,
): boolean {
  const isHeldOut = ({ split }: LabelRow) => split !== null && split !== 'train';
  if (told.size === 0 || ![...told.values()].every(isHeldOut)) return false;
  const trained = images.filter((_, at) => roles[at] === 'train' && !told.has(at));
  const classes = new Set([...classOfFolders(trained).values()].map(likeness));
  if (classes.size < 2 || classes.has('')) return false;
  return [...told.values()].every(({ label }) => !classes.has(likeness(label)));
}

/** What names of one class have in common, however they are written. */
const likeness = (label: string): string => plainForm(label).toLowerCase();
