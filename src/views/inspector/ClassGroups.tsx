/**
 * A class's place in the tree, level by level: its group, whether it moved there, and how strongly
 * the groups of the level claim it (Ψ).
 */
import {
  type ClassLevel,
  type ClassLevelEntry,
  classLevels,
} from '../../analysis/groups/classLevels.ts';
import { undecidedClasses } from '../../analysis/groups/convergence.ts';
import { branchNames } from '../../analysis/groups/treeNames.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { limbColour } from '../kit/colours/limbColour.ts';
import textStyles from '../kit/styles/text.module.css';
import { mixtureWaiting } from '../levels/levelNames.ts';
import styles from './ClassGroups.module.css';
import { InspectorSection, Unknown } from './InspectorSection.tsx';

interface ClassGroupsProps {
  readonly state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'levelwise'>;
  readonly index: ClassIndex;
}

/** Entries of Ψ shown of a level. */
const strongest = 3;

/** The groups of a class, how strongly they and others claim it, and where it came from. */
export function ClassGroups({ state, index }: ClassGroupsProps) {
  const { levelwise } = state;
  const levels = classLevels(state, index);
  const names = levelwise === null ? [] : branchNames(levelwise, state.dataset.classes);
  const standing = levelwise === null ? undefined : standingOf(levelwise, index);
  return (
    <InspectorSection title="Its groups" aside={standing}>
      {levelwise === null ? (
        <Unknown why={mixtureWaiting(state) ?? 'Not known yet'} />
      ) : levels.length === 0 ? (
        <Unknown why="Ψ is between classes here: there are no groups." />
      ) : (
        levels.map((level) => (
          <Level
            key={level.level}
            {...level}
            names={names[level.level]}
            isOnly={levels.length === 1}
          />
        ))
      )}
    </InspectorSection>
  );
}

function standingOf(levelwise: LevelwiseState, index: ClassIndex): string | undefined {
  if (levelwise.pinned.includes(index)) return 'pinned: never moved';
  return undecidedClasses(levelwise).has(index) ? 'undecided: it goes back and forth' : undefined;
}

function Level({ level, group, limb, entries, entropy, moved, names, isOnly }: LevelProps) {
  const name = names[group];
  // One scale a level: its entries are compared with one another.
  const largest = entries[0]?.value ?? 0;
  return (
    <div className={styles.level}>
      <p className={styles.group}>
        <i style={{ background: limbColour(limb) }} />
        <bdi className={textStyles.ellipsis} title={name}>
          {name}
        </bdi>
        {!isOnly && <span>{`level ${level + 1}`}</span>}
      </p>
      {moved !== null && (
        <p className={styles.moved}>
          from <bdi>{names[moved.from]}</bdi>, epoch {moved.epoch}
        </p>
      )}
      <table className={styles.entries}>
        <thead>
          <tr>
            <th scope="col">
              <span className={textStyles.symbol}>Ψ</span>
              {`, entropy ${formatFixed(entropy, 2)} bits`}
            </th>
            <th scope="col" colSpan={2}>
              <span className="visuallyHidden">value</span>
            </th>
            <th scope="col">images</th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, strongest).map((entry) => (
            <Entry key={entry.group} entry={entry} name={names[entry.group]} largest={largest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LevelProps extends ClassLevel {
  /** Of the groups of the level. */
  readonly names: readonly string[];
  /** Whether there is no other level, so that it needs no number. */
  readonly isOnly: boolean;
}

interface EntryProps {
  readonly entry: ClassLevelEntry;
  readonly name: string;
  /** The largest value of the level. */
  readonly largest: number;
}

function Entry({ entry, name, largest }: EntryProps) {
  const { value, share, limb, isOwn } = entry;
  return (
    <tr className={isOwn ? styles.own : undefined}>
      <th scope="row">
        <bdi title={name}>{name}</bdi>
      </th>
      <td className={styles.track}>
        <i
          style={{
            width: `${largest === 0 ? 0 : (value / largest) * 100}%`,
            background: limbColour(limb),
          }}
        />
      </td>
      <td>{formatFixed(value, 3)}</td>
      <td>{formatPercent(share, 0)}</td>
    </tr>
  );
}
