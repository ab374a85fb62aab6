/** Which of several arrays holds the labels of some images, where their names do not tell. */
import { quoted } from '../limits.ts';
import type { LabelQuestion } from '../readingChoices.ts';
import type { NamedArray } from './arrayPairs.ts';
import { orderedClasses } from './imageLayout.ts';
import { labelQuestion } from './labelQuestion.ts';
import { type NpyArray, npyError } from './npy.ts';
import { labelsOf } from './npyElements.ts';
import { nameWithoutSplit } from './splitRole.ts';
import { listedColumns } from './tableColumns.ts';

/**
 * The arrays among several that may label so many images: whole numbers, one an image. All of them
 * where none does, so that what is wrong with them can be told.
 */
export function couldLabel(arrays: readonly NamedArray[], count: number | null): NamedArray[] {
  const whole = arrays.filter(({ array }) => !array.type.startsWith('f'));
  const fitting = whole.filter(({ array }) => count === null || array.shape[0] === count);
  return [...([fitting, whole].find((some) => some.length > 0) ?? arrays)];
}

/**
 * Asks which of several arrays holds the labels, or takes the one that was chosen, by its name
 * without that of its split: `fine` for `fine_train`. Null where names do not tell them apart.
 * @throws DataError where none is called as was chosen, and for labels that are no whole numbers.
 */
export function chosenLabels(
  candidates: readonly NamedArray[],
  chosen: string | undefined,
): NamedArray | LabelQuestion | null {
  const names = candidates.map(({ own }) => nameWithoutSplit(own));
  if (new Set(names).size < names.length) return null;
  if (chosen === undefined) {
    const [{ array, name }] = candidates;
    return labelQuestion(
      array.entry === null ? name : array.file,
      candidates.map((one, index) => ({ name: names[index], values: classesOf(one.array) })),
      'arrays',
    );
  }
  const index = names.indexOf(chosen);
  if (index !== -1) return candidates[index];
  throw npyError(
    candidates[0].array,
    'its name',
    `no array ${quoted(chosen)} of labels`,
    listedColumns(names),
    'choose one of these',
  );
}

const classesOf = (array: NpyArray): string[] =>
  orderedClasses([...new Set(labelsOf(array))].map(String));
