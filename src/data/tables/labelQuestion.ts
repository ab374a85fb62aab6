import { formatCount } from '../../lib/numberFormat.ts';
import { labelFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { LabelQuestion } from '../readingChoices.ts';

/** A column, an array or a list that may be the label. */
interface Candidate {
  readonly name: string;
  /** Its values, or the names of its classes; repeated or not. */
  readonly values: readonly string[];
}

/** Names of classes that an alternative lists, at most. */
const listedClasses = 5;

/** Asks which of a table's columns, or of other things, holds the labels; there are two at least. */
export function labelQuestion(
  file: string,
  columns: readonly Candidate[],
  things = 'columns',
): LabelQuestion {
  return {
    kind: 'label',
    file,
    found: `the ${things} ${columns.map(({ name }) => quoted(name)).join(', ')} may all be the labels`,
    alternatives: columns.map(({ name, values }) => ({
      choices: { label: name },
      title: `Labels from ${quoted(name)}`,
      description: describeClasses([...new Set(values)]),
      flag: labelFlag(name),
      previews: [],
    })),
  };
}

/** `3 classes: “a”, “b”, “c”.` */
export function describeClasses(classes: readonly string[]): string {
  const rest = classes.length > listedClasses ? ' and so on' : '';
  return `${formatCount(classes.length)} classes: ${classes.slice(0, listedClasses).map(quoted).join(', ')}${rest}.`;
}
