/** What the names of columns say of their values: pixels are called alike but for numbers, features by words of their own. */

/** Whether columns are features, or may be: most are called by words of their own, or several are. */
export function featuresNamed(names: readonly string[]): 'surely' | 'perhaps' | 'no' {
  const stems = names.map((name) => name.toLowerCase().replace(/[\d\W_]+/gu, ''));
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  counts.delete('');
  if (2 * counts.size > names.length) return 'surely';
  const ownWords = [...counts].filter(([stem, count]) => count === 1 && stem.length > 1);
  return ownWords.length > 1 ? 'perhaps' : 'no';
}
