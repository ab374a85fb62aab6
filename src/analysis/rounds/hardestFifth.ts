/**
 * Mean error, in [0, 1], of the fifth of the classes (rounded up) that are hardest: those with the
 * largest errors. Classes without images are left out; null where none has any.
 */
export function hardestFifthError(classAccuracy: readonly (number | null)[]): number | null {
  const errors = classAccuracy
    .flatMap((accuracy) => (accuracy === null ? [] : [1 - accuracy]))
    .sort((a, b) => b - a);
  const hardest = errors.slice(0, Math.ceil(errors.length / 5));
  if (hardest.length === 0) return null;
  return hardest.reduce((sum, error) => sum + error, 0) / hardest.length;
}
