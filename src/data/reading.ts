import { DataError } from './dataError.ts';
import type { Dataset } from './dataset.ts';
import type { ReadingQuestion } from './readingChoices.ts';

/** What reading files comes to: a data set, or questions (at least one) that only a person can answer. */
export type Reading =
  | { readonly kind: 'dataset'; readonly dataset: Dataset }
  | { readonly kind: 'choice'; readonly questions: readonly ReadingQuestion[] };

/** A question as the error of one who cannot ask: it names the flags that would answer it. */
export function undecided({ kind, file, found, alternatives }: ReadingQuestion): DataError {
  const allowed: Record<ReadingQuestion['kind'], string> = {
    size: 'images of one size, or a choice how they come to one',
    label: 'one column of labels, or a choice of one',
    colour: 'images all grey or all in colour, or a choice between the two',
  };
  const flags = alternatives.map(({ flag }) => flag);
  const remedy = `choose one: ${flags.slice(0, -1).join(', ')} or ${flags.at(-1)}`;
  return new DataError({ file, place: null, found, allowed: allowed[kind], remedy });
}
