const collator = new Intl.Collator('en', { numeric: true, caseFirst: 'upper' });

/** Orders names as people read them: numbers by value, capitals before small letters. */
export function compareNames(one: string, other: string): number {
  return collator.compare(one, other);
}
