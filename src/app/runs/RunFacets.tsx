import {
  type FacetName,
  facetCounts,
  type StateFacet,
  withFacet,
} from '../../analysis/library/findRuns.ts';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { isMethodKind } from '../../spec/methods/methodFacts.ts';
import { methods } from '../../spec/methods/methods.ts';
import { Checkbox } from '../controls/Checkbox.tsx';
import styles from './RunFacets.module.css';
import type { RunsView } from './useRunsView.ts';

interface RunFacetsProps {
  readonly runs: readonly LibraryRun[];
  readonly view: RunsView;
}

const facets: readonly { readonly name: FacetName; readonly title: string }[] = [
  { name: 'state', title: 'State' },
  { name: 'method', title: 'Method' },
  { name: 'data', title: 'Data' },
];

const stateLabels: Readonly<Record<StateFacet, string>> = {
  training: 'Training',
  interrupted: 'Interrupted',
  finished: 'Finished',
  imported: 'From elsewhere',
};

/** What is shown of states, methods and data sets, each with how many runs there are. */
export function RunFacets({ runs, view: { filter, setFilter } }: RunFacetsProps) {
  return facets.map(({ name, title }) => (
    <fieldset key={name} className={styles.facet}>
      <legend className={styles.title}>{title}</legend>
      {facetCounts(runs, name).map(({ value, count }) => (
        <div key={value} className={styles.line} data-none={count === 0 || undefined}>
          <Checkbox
            isSelected={!filter.hidden[name].has(value)}
            onChange={(isShown) => setFilter(withFacet(filter, name, value, isShown))}
          >
            <bdi className={styles.label}>{labelOf(name, value)}</bdi>
          </Checkbox>
          <span className={styles.count}>{count}</span>
        </div>
      ))}
    </fieldset>
  ));
}

function labelOf(facet: FacetName, value: string): string {
  switch (facet) {
    case 'state':
      return stateLabels[value as StateFacet];
    case 'method':
      return isMethodKind(value) ? methods[value].label : value;
    case 'data':
      return value;
  }
}
