/**
 * The figures about groups where one of the compared runs has a tree: strength against gain,
 * separability before and after, and the class means. A group chosen in one is looked at in all.
 */
import { memo, useMemo, useState } from 'react';
import type { ClassDifference } from '../../../analysis/comparison/classDifferences.ts';
import type { TreePair } from '../../../analysis/comparison/testPairing.ts';
import {
  geometryMoments,
  groupSeparabilities,
  membersOf,
} from '../../../analysis/groups/groupSeparability.ts';
import { groupStrengths, strengthPoints } from '../../../analysis/groups/groupStrengths.ts';
import { branchNames } from '../../../analysis/groups/treeNames.ts';
import type { LevelwiseState } from '../../../spec/run/levelwiseState.ts';
import type { ClassLink } from '../../classLink.ts';
import { Segments } from '../../kit/Segments.tsx';
import { Absent } from '../Absent.tsx';
import styles from '../Comparison.module.css';
import { ProjectionChart } from './ProjectionChart.tsx';
import { SeparabilityChart } from './SeparabilityChart.tsx';
import { StrengthChart } from './StrengthChart.tsx';

interface GroupFiguresProps {
  readonly pair: TreePair;
  /** Accuracy of the first run less the baseline's. */
  readonly rows: readonly ClassDifference[];
  /** Whether the level-wise run is the baseline, so that its gain is the differences turned round. */
  readonly isBaseline: boolean;
  readonly otherName: string;
  readonly link: ClassLink;
}

/** What the groups of a level-wise run tell beside another run (Fig. 9, 10). */
export const GroupFigures = memo(function GroupFigures(props: GroupFiguresProps) {
  const { levelwise } = props.pair.tree;
  if (levelwise === null) return null;
  if (levelwise.built.levels.length === 0) {
    return <Absent>This run mixes classes with classes and has no groups to look into.</Absent>;
  }
  return <Figures {...props} levelwise={levelwise} />;
});

interface FiguresProps extends GroupFiguresProps {
  readonly levelwise: LevelwiseState;
}

function Figures({ pair, rows, isBaseline, otherName, link, levelwise }: FiguresProps) {
  const { tree, other } = pair;
  const { classes } = tree.dataset;
  const levels = levelwise.built.levels;
  const [chosenLevel, setLevel] = useState(levels.length - 1);
  const level = Math.min(chosenLevel, levels.length - 1);
  const [group, setGroup] = useState<number | null>(null);
  const names = branchNames(levelwise, classes)[level];
  const groupOf = levelwise.groupOf[level];
  const strengths = useMemo(() => groupStrengths(levelwise, level), [levelwise, level]);
  const points = useMemo(
    () => (strengths === null ? [] : strengthPoints(strengths, rows, isBaseline ? -1 : 1)),
    [strengths, rows, isBaseline],
  );
  const moments = useMemo(() => geometryMoments(tree, other), [tree, other]);
  const separabilities = useMemo(() => groupSeparabilities(groupOf, moments), [groupOf, moments]);
  const members = useMemo(() => membersOf(groupOf), [groupOf]);
  const ofHeld = link.held === null ? undefined : groupOf[link.held];
  const named = group ?? ofHeld ?? separabilities[0]?.group ?? 0;
  return (
    <section className={styles.groups} aria-label="Groups">
      <div className={styles.groupControls}>
        {levels.length > 1 && (
          <Segments
            label="Level"
            options={levels.map(({ groupCount }, at) => ({
              id: String(at),
              label: `${groupCount} groups`,
            }))}
            chosen={String(level)}
            onChoose={(id) => {
              setLevel(Number(id));
              setGroup(null);
            }}
          />
        )}
        <label className={styles.groupField}>
          Group
          <select
            value={group ?? ''}
            onChange={({ target }) => setGroup(target.value === '' ? null : Number(target.value))}
          >
            <option value="">All groups</option>
            {names.map((name, at) => (
              <option key={name} value={at}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className={styles.pair}>
        <StrengthChart
          strengths={strengths}
          points={points}
          groupNames={names}
          classes={classes}
          link={link}
          group={group}
        />
        <SeparabilityChart
          moments={moments}
          rows={separabilities}
          groupNames={names}
          otherName={otherName}
          group={group}
          onGroup={setGroup}
        />
      </div>
      <ProjectionChart
        moments={moments}
        groupName={names[named]}
        otherName={otherName}
        members={members[named] ?? []}
        classes={classes}
        link={link}
      />
    </section>
  );
}
