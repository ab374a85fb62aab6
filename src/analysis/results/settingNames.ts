/** What settings are called that no sweep has named: by their method, and by what else differs. */

import { methodText } from '../../spec/methods/methodFacts.ts';
import { differsText } from '../comparison/differingText.ts';
import { differingPaths } from '../comparison/specDifferences.ts';
import type { Setting } from './settings.ts';

export interface SettingName {
  readonly name: string;
  /** What tells it from others of its name; null where nothing does. */
  readonly note: string | null;
}

/** The names of some settings, each against the others. */
export function settingNames(settings: readonly Setting[]): SettingName[] {
  const specs = settings.map(({ runs: [run] }) => run.spec);
  const paths = differingPaths(specs).filter((path) => path !== 'seed');
  const manyData = new Set(settings.map(({ runs: [run] }) => run.datasetHash)).size > 1;
  return settings.map(({ runs: [{ spec, datasetName }] }) => {
    const name = methodText(spec.method);
    const differs = differsText(paths, spec, name);
    const note = [...(manyData ? [datasetName] : []), ...(differs === '–' ? [] : [differs])];
    return { name, note: note.join(', ') || null };
  });
}
