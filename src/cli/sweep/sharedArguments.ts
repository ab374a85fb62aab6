import { choiceFlagTypes } from '../choiceOptions.ts';
import type { OptionValues } from '../commandOptions.ts';

/** What all runs of a sweep are given beside their place, as words of the command line. */
export function sharedArguments(values: OptionValues, threads: string | undefined): string[] {
  const single = ['device', 'memory', 'network', 'initial', ...Object.keys(choiceFlagTypes)];
  const lists = ['data', 'data-for', 'hierarchy'] as const;
  const flags = ['save-predictions', 'save-network'] as const;
  const valueAt = (name: string) => values[name as keyof OptionValues] as string | undefined;
  return [
    ...single.flatMap((name) => {
      const value = valueAt(name);
      return value === undefined ? [] : [`--${name}=${value}`];
    }),
    ...lists.flatMap((name) => (values[name] ?? []).map((value) => `--${name}=${value}`)),
    ...flags.filter((name) => values[name]).map((name) => `--${name}`),
    ...(threads === undefined ? [] : [`--threads=${threads}`]),
  ];
}
