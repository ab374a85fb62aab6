/**
 * The claim of a table by networks, that each further network lowers the error, counted in published
 * rows and in one’s own.
 */

export interface StepCount {
  /** Steps from so many networks to one more. */
  readonly steps: number;
  /** Those of them that lower the error. */
  readonly lowered: number;
}

/** Steps within rows of errors, each row from one network upwards; a step needs both its ends. */
export function countSteps(rows: readonly (readonly (number | null)[])[]): StepCount {
  const changes = rows.flatMap((row) =>
    row.slice(1).flatMap((error, place) => {
      const before = row[place];
      return error === null || before === null ? [] : [error - before];
    }),
  );
  return { steps: changes.length, lowered: changes.filter((change) => change < 0).length };
}
