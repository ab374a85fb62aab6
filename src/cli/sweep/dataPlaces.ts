/** Where the data of a sweep lie. The sweep names its sources; which files they are, only the command says. */
import { UsageError } from '../../node/usageError.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';

/** The paths, or names, of a source's data; none leaves them to what is built in or kept. */
export type DataPlaces = (source: string) => readonly string[];

/**
 * @param data paths of the only source. @param placed `source=path` for one of several; repeated for
 * several paths.
 * @throws UsageError where that does not say it for the sources of these runs.
 */
export function dataPlaces(
  runs: readonly Pick<PlannedRun, 'spec'>[],
  data: readonly string[],
  placed: readonly string[],
): DataPlaces {
  const sources = [...new Set(runs.map(({ spec }) => spec.dataset.source))];
  const paths = new Map<string, string[]>();
  const known = `The sweep takes ${sources.join(', ')}`;
  for (const text of placed) {
    // A source may hold an equals sign, as local names can.
    const source = sources
      .filter((one) => text.startsWith(`${one}=`))
      .sort((one, other) => other.length - one.length)[0];
    if (source === undefined) {
      throw new UsageError(`--data-for ${text}: write it as <source>=<path>. ${known}`);
    }
    paths.set(source, [...(paths.get(source) ?? []), text.slice(source.length + 1)]);
  }
  if (data.length > 0) {
    if (sources.length > 1) {
      throw new UsageError(
        `--data does not say of which data set it is the files. ${known}: say it for each, as --data-for ${sources[0]}=${data[0]}`,
      );
    }
    paths.set(sources[0], [...(paths.get(sources[0]) ?? []), ...data]);
  }
  return (source) => paths.get(source) ?? [];
}
