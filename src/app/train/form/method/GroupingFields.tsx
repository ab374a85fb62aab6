/**
 * How the form asks for the sizes of the levels: a list and a branching factor exclude one another,
 * and other sources of a tree decide for themselves.
 */
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { HierarchySpec } from '../../../../spec/methods/levelwise/levelwiseSchema.ts';
import { options } from '../../../../spec/options.ts';
import { type Grouping, groupingOf } from '../../../../store/draft/draftSlice.ts';
import { levelwiseValue } from '../../../../store/draft/levelwiseFields.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import styles from './GroupingFields.module.css';
import { LevelwiseField } from './LevelwiseField.tsx';

/** How many groups each level has: told one by one, or by a branching factor. */
export function GroupingFields({ from }: { readonly from: HierarchySpec['from'] }) {
  if (from === 'import') {
    return (
      <LevelwiseField
        path="method.hierarchy.levels"
        placeholder="the tree’s own"
        emptyValue={null}
      />
    );
  }
  // Coarse labels decide for themselves; a Ψ between classes has no groups.
  return from === 'features' ? <EitherField /> : null;
}

const groupings: readonly Grouping[] = ['levels', 'branching'];

function EitherField() {
  const branching = useWorkbench(({ draft }) =>
    levelwiseValue(draft, 'method.hierarchy.branching'),
  );
  const by = groupingOf({ branching: branching as HierarchySpec['branching'] });
  return (
    <>
      <ToggleButtonGroup
        className={styles.choice}
        aria-label="Sizes of the levels"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[by]}
        onSelectionChange={([chosen]) => actions().chooseGrouping(chosen as Grouping)}
      >
        {groupings.map((grouping) => (
          <ToggleButton key={grouping} id={grouping} className={styles.one}>
            {options[`method.hierarchy.${grouping}`].label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <LevelwiseField key={by} path={`method.hierarchy.${by}`} />
    </>
  );
}
