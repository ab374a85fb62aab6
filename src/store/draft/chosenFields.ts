/** What of an experiment a person has chosen, by the paths of fields: the rest may be fitted to the data. */

/** Paths, or that all of it was chosen, as of an experiment that came whole by a link or a run. */
export type ChosenFields = ReadonlySet<string> | 'all';

export const nothingChosen: ChosenFields = new Set();

export function withChosen(chosen: ChosenFields, path: string): ChosenFields {
  return chosen === 'all' ? chosen : new Set([...chosen, path]);
}

/** Those outside of a part of the experiment, which has been replaced. */
export function withoutPart(chosen: ChosenFields, part: string): ChosenFields {
  if (chosen === 'all') return chosen;
  return new Set([...chosen].filter((path) => !path.startsWith(`${part}.`)));
}

/** Whether a field, something inside it, or all that it is part of was chosen. */
export function isChosen(chosen: ChosenFields, path: string): boolean {
  if (chosen === 'all') return true;
  const within = (inner: string, outer: string) => `${inner}.`.startsWith(`${outer}.`);
  return [...chosen].some((one) => within(one, path) || within(path, one));
}
