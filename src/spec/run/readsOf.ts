/**
 * Some fields of a run, and no others: what a view reads of it. Whoever is handed them can read
 * nothing that would not make it be drawn anew.
 */
export function readsOf<State extends object, Field extends keyof State>(
  state: State,
  ...fields: readonly Field[]
): Pick<State, Field> {
  return Object.fromEntries(fields.map((field) => [field, state[field]])) as Pick<State, Field>;
}
