/**
 * The card that follows the pointer over classes, in every chart but the tree, which has one of its
 * own: what can be said in three lines.
 */

import { classLevels } from '../../analysis/groups/classLevels.ts';
import { branchNames } from '../../analysis/groups/treeNames.ts';
import { scaledImportance } from '../../analysis/run/classImportance.ts';
import { onlyClassifier } from '../../analysis/run/classifierNames.ts';
import {
  ensembleAccuracy,
  networkAccuracy,
  shownAccuracy,
  shownSplit,
} from '../../analysis/run/runFacts.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { hasHierarchy } from '../../spec/methods/methodFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FloatingCard } from '../kit/floating/FloatingCard.tsx';
import { ClassName } from '../kit/names/ClassName.tsx';
import textStyles from '../kit/styles/text.module.css';
import type { HoverCardProps } from '../viewProps.ts';
import styles from './HoverCard.module.css';

const select = ({ state, images, index, at }: HoverCardProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds', 'levelwise'),
  images,
  index,
  at,
});

/** What matters about the class under the pointer, beside the pointer. */
export const HoverCard = drawnFrom(select, function HoverCard({ state, images, index, at }) {
  const name = state.dataset.classes[index];
  if (name === undefined) return null;
  return (
    <FloatingCard
      at={at}
      width={244}
      index={index}
      images={images}
      title={
        <span className={styles.name}>
          <ClassName name={name} />
        </span>
      }
    >
      {hasHierarchy(state.spec.method) ? (
        <LevelwiseFacts state={state} index={index} />
      ) : (
        <Facts state={state} index={index} />
      )}
      <p className={styles.keys}>Click holds · ← → next class</p>
    </FloatingCard>
  );
});

function Facts({
  state,
  index,
}: {
  readonly state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>;
  readonly index: ClassIndex;
}) {
  const isAlone = onlyClassifier(state) !== null;
  const round = state.rounds[state.rounds.length - 1];
  const split = shownSplit(state);
  const accuracy = round && networkAccuracy(round, split)?.[index];
  const error = accuracy === undefined || accuracy === null ? null : 1 - accuracy;
  const number = round?.round ?? 1;
  return (
    <dl>
      <Fact label={`importance, round ${number}`}>
        {formatFixed(round && scaledImportance(round)[index], 2)}
      </Fact>
      <Fact label={isAlone ? 'error' : `error, network ${number}`}>{formatPercent(error, 0)}</Fact>
      {!isAlone && (
        <Fact label="ensemble accuracy">
          {formatPercent(ensembleAccuracy(state, split)?.[index], 0)}
        </Fact>
      )}
    </dl>
  );
}

/** How it stands, and its group at each level, the finest first. */
function LevelwiseFacts({
  state,
  index,
}: {
  readonly state: Pick<RunState, 'dataset' | 'rounds' | 'levelwise'>;
  readonly index: ClassIndex;
}) {
  const { levelwise, dataset } = state;
  const levels = classLevels(state, index);
  const names = levelwise === null ? [] : branchNames(levelwise, dataset.classes);
  return (
    <dl>
      <Fact label="accuracy">{formatPercent(shownAccuracy(state)?.[index], 0)}</Fact>
      {levels.map(({ level, group }) => (
        <Fact key={level} label={levels.length === 1 ? 'group' : `group, level ${level + 1}`}>
          {names[level][group]}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd className={textStyles.ellipsis}>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
