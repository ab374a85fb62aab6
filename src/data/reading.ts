import { DataError, type DataFault } from './dataError.ts';
import type { AnyDataset, Dataset } from './dataset.ts';
import { brokenList } from './layout/brokenImages.ts';
import type { ReadingQuestion } from './readingChoices.ts';

/** What reading files comes to: a data set, or questions (at least one) that only a person can answer. */
export type Reading<Read extends AnyDataset = Dataset> =
  | { readonly kind: 'dataset'; readonly dataset: Read }
  | { readonly kind: 'choice'; readonly questions: readonly ReadingQuestion[] };

/** Files that can be read in several ways, for those who cannot ask: the flags that decide are named. */
export class UndecidedError extends DataError {
  /** @param questions at least one; the first is told. */
  constructor(readonly questions: readonly ReadingQuestion[]) {
    super(faultOf(questions[0]));
  }
}

function faultOf(question: ReadingQuestion): DataFault {
  const { kind, file, alternatives } = question;
  const allowed: Record<ReadingQuestion['kind'], string> = {
    size: 'images of one size, or a choice how they come to one',
    folders: 'images in the innermost folders alone, or a choice which folders are the classes',
    broken: 'images that can be read, or a choice to leave the others out',
    rows: 'square grey images as whole numbers or bytes, or a choice of the images’ shape (others than those below as --shape 28x28x1) or of vectors',
    part: 'one set of images and labels, or a choice of one',
    labels: 'one thing that tells the classes, or a choice of one',
    splits: 'folders called train, val and test, or a choice whether others mean these',
    twins: 'class names that differ in more than capital letters, or a choice',
    encoding: 'tables in UTF-8, or a choice of their encoding',
    names: 'names in UTF-8, or a choice of their encoding',
    model: 'a choice how the model takes pixels',
    label: 'one column of labels, or a choice of one',
    colour: 'images all grey or all in colour, or a choice between the two',
  };
  const flags = alternatives.map(({ flag }) => flag);
  const remedy = `choose one: ${flags.slice(0, -1).join(', ')} or ${flags.at(-1)}`;
  const found =
    question.kind === 'broken'
      ? `${question.found}: ${brokenList(question.broken)}`
      : question.found;
  return { file, place: null, found, allowed: allowed[kind], remedy };
}
