/** Arrays that are a class each, as Quick, Draw! has them: their names are the labels. */

import { orderedClasses } from '../layout/orderedClasses.ts';
import { nameOfSet } from '../layout/splitRole.ts';
import { isCalledCompanions } from '../pile/folderWords.ts';
import { contentOf, type Pair } from './arrayPairs.ts';
import type { NamedArray } from './namedArray.ts';
import { labelArray } from './textLabels.ts';

/** Words for a piece of data, whose number is no class. */
const pieceWords = /\b(batch|part|chunk|shard|fold|split|block|piece|page)\b/i;
const splitWord =
  /(^|[\s_.-]+)(train|training|val|valid|validation|dev|test|testing)(?=$|[\s_.-])/i;

/**
 * Each array of images with its class, where there is no array of labels, the arrays are alike and
 * their names, or those of their files or folders, tell them apart; null for others. Rows of
 * fractions are none: weights of networks have that form.
 */
export function arraysOfClasses(
  arrays: readonly NamedArray[],
): { readonly pairs: Pair[]; readonly rest: string[]; readonly names: string[] } | null {
  const images = arrays
    .filter((array) => contentOf(array) === 'images')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const [first] = images;
  if (images.length < 2 || images.length < arrays.length) return null;
  const formOf = ({ array }: NamedArray) => `${array.type} ${array.shape.slice(1).join(' ')}`;
  if (images.some((one) => formOf(one) !== formOf(first))) return null;
  if (first.array.shape.length === 2 && first.array.type !== 'u1') return null;
  const classes = classNames(images);
  if (classes === null) return null;
  const names = orderedClasses(classes);
  const pairs = images.map((one, at): Pair => {
    const texts = new Array<string>(one.array.shape[0]).fill(classes[at]);
    const labels = { ...one, array: labelArray(one.array, texts, names), named: 'labels' } as const;
    return { role: one.role, images: one, labels };
  });
  return { pairs, rest: [], names };
}

/** The name of each array's class; null where they do not tell classes. */
function classNames(images: readonly NamedArray[]): string[] | null {
  const paths = images.map(({ name }) => name.split('/').map(withoutEnding));
  // The last part of the path that is not the same for all.
  for (let back = 1; back <= Math.min(...paths.map(({ length }) => length)); back++) {
    const parts = paths.map((path) => path[path.length - back]);
    if (parts.every((part) => part === parts[0])) continue;
    const isTelling = parts.every((part) => nameOfSet(part) !== '' || /^\d+$/.test(part));
    const isPiece = parts.some((part) => pieceWords.test(part.replaceAll('_', ' ')));
    if (!isTelling || isPiece || parts.some(isCalledCompanions)) return null;
    const names = withoutShared(parts.map(withoutSplit));
    const keys = new Set(names.map((name, at) => `${images[at].role} ${name}`));
    const isNumbered = names.some((name, at) => /^\d+$/.test(name) && name !== parts[at]);
    const isTold = keys.size === names.length && new Set(names).size > 1 && !names.includes('');
    return isTold && !isNumbered ? names : null;
  }
  return null;
}

const withoutEnding = (name: string): string => name.replace(/\.np[yz]$/i, '');
const withoutSplit = (name: string): string => name.replace(splitWord, '').replace(/^[\s_.-]+/, '');

/** Names without the words that all of them begin or end with. */
function withoutShared(names: readonly string[]): string[] {
  const start = names.reduce(sharedStart).replace(/[^\s_.-]*$/, '').length;
  const rest = names.map((name) => name.slice(start));
  const reversed = rest.map((name) => [...name].reverse().join(''));
  const end = reversed.reduce(sharedStart).replace(/[^\s_.-]*$/, '').length;
  return rest.map((name) => name.slice(0, name.length - end));
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
