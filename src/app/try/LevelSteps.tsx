import { readAs } from '../../analysis/predictions/imageAnswer.ts';
import { formatCounted, formatPercent } from '../../lib/numberFormat.ts';
import { roundTextColour } from '../../views/kit/colours/roundColour.ts';
import { shortName } from '../../views/kit/names/className.ts';
import tableStyles from '../../views/kit/styles/tables.module.css';
import textStyles from '../../views/kit/styles/text.module.css';
import { FlowChart } from '../../views/trying/FlowChart.tsx';
import type { PictureAnswer, TriedLevels, TriedRun } from '../../worker/protocol/tryRequests.ts';
import styles from './TryPage.module.css';

interface LevelStepsProps {
  readonly run: TriedRun;
  readonly answer: PictureAnswer;
}

/** The answer's way through the tree, and what each level's own softmax says; nothing without a tree. */
export function LevelSteps({ run, answer }: LevelStepsProps) {
  const withTree = run.networks.find(({ levels }) => levels !== null);
  if (withTree?.levels == null) return null;
  const { levels } = withTree;
  const { ensemble } = answer.probabilities;
  const best = readAs(ensemble);
  const steps = levels.groups.map((level, at) => {
    const group = level.groupOf[best.label];
    const share = ensemble.reduce(
      (sum, value, label) => sum + (level.groupOf[label] === group ? value : 0),
      0,
    );
    return `${groupName(level, group, run.classes, at)} with ${formatPercent(share, 0)}`;
  });
  return (
    <section aria-label="Its way through the tree" className={styles.block}>
      <h2 className={textStyles.heading}>Its way through the tree</h2>
      <p className={textStyles.note}>
        width is the probability of all classes of a group together
        {run.networks.length > 1 && `, in the tree of network ${withTree.round}`}
      </p>
      <FlowChart
        levels={levels.groups}
        weights={levels.weights}
        probabilities={ensemble}
        classes={run.classes}
        description={`The answer goes through ${steps.join(', ')}, to ${shortName(run.classes[best.label])} with ${formatPercent(best.probability, 0)}.`}
      />
      <h3 className={textStyles.heading}>What each level says by itself</h3>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">network</th>
            {headsOf(levels).map(({ id, text }) => (
              <th key={id} scope="col">
                {text}
              </th>
            ))}
            <th scope="col">classes</th>
          </tr>
        </thead>
        <tbody>
          {run.networks.map((network, at) => (
            <tr key={network.round}>
              <th scope="row" style={{ color: roundTextColour(network.round) }}>
                Network {network.round}
              </th>
              {cellsOf(network.levels, answer.levels[at], run.classes).map(({ id, text }) => (
                <td key={id}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A cell, and which of its row. */
interface Cell {
  readonly id: number;
  readonly text: string;
}

const headsOf = ({ groups }: TriedLevels): Cell[] =>
  groups.map(({ groupCount }, id) => ({ id, text: formatCounted(groupCount, 'group') }));

function cellsOf(
  levels: TriedLevels | null,
  said: readonly Float32Array[] | null,
  classes: readonly string[],
): Cell[] {
  if (levels === null || said === null) return [{ id: 0, text: 'no tree' }];
  return said.map((values, level) => {
    const { label, probability } = readAs(values);
    const group = levels.groups[level];
    const name =
      group === undefined ? shortName(classes[label]) : groupName(group, label, classes, level);
    return { id: level, text: `${name} · ${formatPercent(probability, 0)}` };
  });
}

function groupName(
  level: TriedLevels['groups'][number],
  group: number,
  classes: readonly string[],
  at: number,
): string {
  const named = level.names?.[group];
  if (named !== undefined) return shortName(named);
  const members = classes.filter((_, label) => level.groupOf[label] === group);
  if (members.length === 0) return `group ${group + 1} of level ${at + 1}`;
  const shown = members.slice(0, 3).map(shortName).join(' ');
  return members.length > 3 ? `${shown}…` : shown;
}
