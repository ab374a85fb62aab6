/** The lines under a published row: its forms, each once for the data it was run on. */
import type { PaperRow, RowForm } from '../../spec/papers/exhibit.ts';
import type { OwnResults } from './ownResults.ts';

export interface FormLine {
  readonly form: RowForm;
  /** Null where nobody has run it here. */
  readonly own: OwnResults | null;
}

/**
 * Shown are the row as printed, its scaled form and whatever was run; other readings wait. Each form
 * that was run on several data sets has a line for each.
 */
export function formLines(
  { forms }: PaperRow,
  own: readonly OwnResults[],
): { readonly shown: readonly FormLine[]; readonly hidden: readonly FormLine[] } {
  const lines = forms.flatMap((form): FormLine[] => {
    const results = own.filter((each) => each.form === form);
    return results.length === 0
      ? [{ form, own: null }]
      : results.map((each) => ({ form, own: each }));
  });
  const isShown = (line: FormLine) =>
    line.own !== null || line.form.reading === null || forms.length === 1;
  const shown = lines.filter(isShown);
  return { shown, hidden: lines.filter((line) => !isShown(line)) };
}
