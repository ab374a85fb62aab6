import type { RowForm } from '../../spec/papers/exhibit.ts';

/** What tells a form from the row as printed: `scaled, released code`; empty for nothing. */
export function formWords({ reading, isScaled }: RowForm, dataset: string | null): string {
  const scaled = isScaled ? 'scaled' : null;
  return [scaled, reading, dataset].filter((words) => words !== null).join(', ');
}
