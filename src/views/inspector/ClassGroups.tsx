import { limbColour } from '../../analysis/groups/treeOrder.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { mixtureWaiting } from '../levels/levelNames.ts';
import styles from './ClassGroups.module.css';
import { type ClassLevel, classLevels, type NamedEntry } from './classGroups.ts';
import { InspectorSection, Unknown } from './InspectorSection.tsx';

interface ClassGroupsProps {
  readonly state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'levelwise'>;
  readonly index: ClassIndex;
}

/** The groups of a class, how strongly they and others claim it, and where it came from. */
export function ClassGroups({ state, index }: ClassGroupsProps) {
  const { levelwise } = state;
  const levels = classLevels(state, index);
  const isPinned = levelwise?.pinned.includes(index) ?? false;
  return (
    <InspectorSection title="Its groups" aside={isPinned ? 'pinned: never moved' : undefined}>
      {levelwise === null ? (
        <Unknown why={mixtureWaiting(state) ?? 'Not known yet'} />
      ) : levels.length === 0 ? (
        <Unknown why="Ψ is between classes here: there are no groups." />
      ) : (
        levels.map((level) => <Level key={level.level} {...level} isOnly={levels.length === 1} />)
      )}
    </InspectorSection>
  );
}

function Level({ level, name, limb, entries, entropy, moved, isOnly }: LevelProps) {
  // One scale a level: its entries are compared with one another.
  const largest = entries[0]?.value ?? 0;
  return (
    <div className={styles.level}>
      <p className={styles.group}>
        <i style={{ background: limbColour(limb) }} />
        <bdi title={name}>{name}</bdi>
        {!isOnly && <span>{`level ${level + 1}`}</span>}
      </p>
      {moved !== null && (
        <p className={styles.moved}>
          from <bdi>{moved.from}</bdi>, epoch {moved.epoch}
        </p>
      )}
      <table className={styles.entries}>
        <thead>
          <tr>
            <th scope="col">
              <span className={styles.psi}>Ψ</span>
              {`, entropy ${formatFixed(entropy, 2)} bits`}
            </th>
            <th scope="col" colSpan={2}>
              <span className={styles.unseen}>value</span>
            </th>
            <th scope="col">images</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry key={entry.group} entry={entry} largest={largest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LevelProps extends ClassLevel {
  /** Whether there is no other level, so that it needs no number. */
  readonly isOnly: boolean;
}

function Entry({ entry, largest }: { readonly entry: NamedEntry; readonly largest: number }) {
  const { name, value, share, limb, isOwn } = entry;
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
