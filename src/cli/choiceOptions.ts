/** Flags that say how to read files which can be read in several ways. */
import { imagesFlagForm, parseImagesFlag } from '../data/choiceFlags.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import { UsageError } from './usageError.ts';

/** For `parseArgs`. */
export const choiceFlagTypes = {
  images: { type: 'string' },
  label: { type: 'string' },
  rows: { type: 'string' },
} as const;

/** The flags with what they take, for the usage. */
export const describeChoiceFlags = (): string =>
  `  --images <${imagesFlagForm}>\n  --label <name of the column of labels>\n  --rows images|vectors`;

/** The choices that the flags make. @throws UsageError for a value that is none. */
export function choicesOf(values: ChoiceFlags): ReadingChoices {
  const { images, label, rows } = values;
  const chosen = images === undefined ? {} : parseImagesFlag(images);
  if (chosen === null) throw new UsageError(`--images ${images}: must be ${imagesFlagForm}`);
  const form = rowsForms.find((known) => known === rows);
  if (rows !== form) throw new UsageError(`--rows ${rows}: must be images or vectors`);
  return {
    ...chosen,
    ...(label === undefined ? {} : { label }),
    ...(form === undefined ? {} : { rows: form }),
  };
}

const rowsForms = ['images', 'vectors'] as const;

type ChoiceFlags = { readonly [Flag in keyof typeof choiceFlagTypes]?: string | undefined };
