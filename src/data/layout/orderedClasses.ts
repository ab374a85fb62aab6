/** Class names in order: as numbers where all are whole numbers, else by code unit. */
export function orderedClasses(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)].sort();
  if (!distinct.every((name) => /^\d{1,15}$/.test(name))) return distinct;
  return distinct.sort((a, b) => Number(a) - Number(b));
}
