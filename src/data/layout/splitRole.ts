/** What the names of files and arrays say: which split they belong to, and what they hold. */
import type { SplitName } from '../../spec/units.ts';
import { foreignSplits, withoutJoinedEnd } from './foreignSplits.ts';

/** The split that a name speaks of. */
export type SplitRole = SplitName;

const roles: ReadonlyMap<string, SplitRole> = new Map([
  ...foreignSplits,
  ['train', 'train'],
  ['training', 'train'],
  ['tr', 'train'],
  ['tra', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['validate', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
  ['t10k', 'test'],
  ['te', 'test'],
  ['tes', 'test'],
]);
const vectorWords = new Set('features feature embeddings embedding vectors vector'.split(' '));
const imageWords = new Set([
  ...'x xs images image imgs img data pixels inputs'.split(' '),
  ...vectorWords,
]);
const labelWords = new Set('y ys labels label lbls targets target classes class'.split(' '));

/** Words that say a split and what is in it: `trainset`, `testimages`, `Trainingsdaten`. */
const compound =
  /^(train(?:ing)?|val(?:id(?:ation)?)?|test(?:ing)?)s?(sets?|data|daten|datensatz|images?|imgs?|labels?|bilder)$/;

/**
 * The words of a name in lower case, a leading x or y on its own, and so a split that begins a word:
 * `Xtrain-2` → x, train, 2; `testset` → test, set.
 */
function wordsOf(name: string): string[] {
  const words = name
    .normalize('NFC')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u);
  return words
    .map((word) => withoutJoinedEnd(word.toLowerCase()))
    .flatMap((word) => {
      if (/^[xy]/.test(word) && roles.has(word.slice(1))) return [word[0], word.slice(1)];
      return compound.exec(word)?.slice(1) ?? [word];
    });
}

/** The split that a name puts its content in; null where it names none, or several. */
export function splitRoleOf(name: string): SplitRole | null {
  const named = wordsOf(name).filter((word) => roles.has(word));
  const found = new Set(named.map((word) => roles.get(word)!));
  return found.size === 1 ? [...found][0] : null;
}

/** A name's words in lower case without those that name a split: `Fine-train` → fine. */
export function nameWithoutSplit(name: string): string {
  const words = wordsOf(name).filter((word) => !roles.has(word) && word !== '');
  return words.length === 0 ? name : words.join('_');
}

/** Whether a name speaks of images or of labels; null where it does neither, or both. */
export function contentNamed(name: string): 'images' | 'labels' | null {
  const words = wordsOf(name);
  const isImages = words.some((word) => imageWords.has(word));
  const isLabels = words.some((word) => labelWords.has(word));
  return isImages === isLabels ? null : isImages ? 'images' : 'labels';
}

/** Words that say what kind of file it is. */
const formatWords = /^(idx\d?|ubyte|gz|np[yz]|arr|\d+(st|nd|rd|th)?|dat|bin|set|dataset)$/;

/**
 * The words of a path that say neither a split, nor what a file holds, nor its format: what the
 * files of one set of several share. Empty where there are none: `a/fog-train-images.npy` → a/fog.
 */
export function nameOfSet(path: string): string {
  const isTelling = (word: string) =>
    word !== '' &&
    !roles.has(word) &&
    !imageWords.has(word) &&
    !labelWords.has(word) &&
    !formatWords.test(word);
  return path
    .split('/')
    .map((part) => wordsOf(part).filter(isTelling).join('-'))
    .filter((part) => part !== '')
    .join('/');
}

/** Whether a name speaks of feature vectors. */
export const namesVectors = (name: string): boolean =>
  wordsOf(name).some((word) => vectorWords.has(word));

/** Parts by the split that they belong to. */
export interface BySplit<T> extends Readonly<Record<SplitName, readonly T[]>> {
  readonly notes: readonly string[];
}

/** Parts by what they are for, in their order; without training parts all are trained on. */
export function assignSplits<T>(
  parts: readonly T[],
  roleOf: (part: T) => SplitRole | null,
): BySplit<T> {
  const of = (role: SplitRole | null) => parts.filter((part) => roleOf(part) === role);
  const train = [...of('train'), ...of(null)];
  if (train.length === 0) {
    const notes = ['The names speak of no training images; all images are trained on.'];
    return { train: parts, validation: [], test: [], notes };
  }
  return { train, validation: of('validation'), test: of('test'), notes: [] };
}
