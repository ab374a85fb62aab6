import { memo, useMemo } from 'react';
import {
  type FacetCount,
  type FacetName,
  facetCounts,
  type RunFilter,
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
  readonly hidden: RunFilter['hidden'];
  readonly setFilter: RunsView['setFilter'];
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
export const RunFacets = memo(function RunFacets({ runs, hidden, setFilter }: RunFacetsProps) {
  const counts = useMemo(
    () => facets.map((facet) => ({ ...facet, values: facetCounts(runs, facet.name) })),
    [runs],
  );
  return counts.map(({ name, title, values }) => (
    <fieldset key={name} className={styles.facet}>
      <legend className={styles.title}>{title}</legend>
      {values.map(({ value, count }) => (
        <FacetLine
          key={value}
          {...{ name, value, count, setFilter }}
          isShown={!hidden[name].has(value)}
        />
      ))}
    </fieldset>
  ));
});

interface FacetLineProps extends Pick<RunFacetsProps, 'setFilter'>, FacetCount {
  readonly name: FacetName;
  readonly isShown: boolean;
}

/** Drawn anew alone, of all the values that there are. */
const FacetLine = memo(function FacetLine(props: FacetLineProps) {
  const { name, value, count, isShown, setFilter } = props;
  return (
    <div className={styles.line} data-none={count === 0 || undefined}>
      <Checkbox
        isSelected={isShown}
        onChange={(shows) => setFilter((filter) => withFacet(filter, name, value, shows))}
      >
        <bdi className={styles.label}>{labelOf(name, value)}</bdi>
      </Checkbox>
      <span className={styles.count}>{count}</span>
    </div>
  );
});

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
