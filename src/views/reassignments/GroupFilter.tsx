/** The choice of one group whose moves the feed shows. */
import type { GroupPlace } from '../../analysis/groups/moveEntries.ts';
import { branchNames } from '../../analysis/groups/treeNames.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { levelNames } from '../levels/levelNames.ts';
import styles from './Reassignments.module.css';

interface GroupFilterProps {
  readonly state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>;
  readonly chosen: GroupPlace | null;
  readonly onChoose: (place: GroupPlace | null) => void;
}

/** All moves, or those of one group of one level. */
export function GroupFilter({ state, chosen, onChoose }: GroupFilterProps) {
  const { levelwise, dataset } = state;
  const levels = levelwise === null ? [] : branchNames(levelwise, dataset.classes);
  const titles = levelNames(state);
  return (
    <select
      className={styles.filter}
      aria-label="Moves of"
      disabled={levels.length === 0}
      value={chosen === null ? '' : `${chosen.level} ${chosen.group}`}
      onChange={({ target }) => onChoose(placeOf(target.value))}
    >
      <option value="">All groups</option>
      {levels.map((names, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
        <optgroup key={level} label={titles[level]}>
          {names.map((name, group) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place
            <option key={group} value={`${level} ${group}`}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function placeOf(value: string): GroupPlace | null {
  if (value === '') return null;
  const [level, group] = value.split(' ').map(Number);
  return { level, group };
}
