/** Flags that say how to read files which can be read in several ways. */
import { imagesFlagForm, parseImagesFlag } from '../data/choiceFlags.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import { UsageError } from './usageError.ts';

/** For `parseArgs`. */
export const choiceFlagTypes = { images: { type: 'string' }, label: { type: 'string' } } as const;

/** The flags with what they take, for the usage. */
export const describeChoiceFlags = (): string =>
  `  --images <${imagesFlagForm}>\n  --label <name of the column of labels>`;

/** The choices that the flags make. @throws UsageError for a value that is none. */
export function choicesOf(values: {
  readonly images?: string | undefined;
  readonly label?: string | undefined;
}): ReadingChoices {
  const label = values.label === undefined ? {} : { label: values.label };
  if (values.images === undefined) return label;
  const choices = parseImagesFlag(values.images);
  if (choices !== null) return { ...choices, ...label };
  throw new UsageError(`--images ${values.images}: must be ${imagesFlagForm}`);
}
