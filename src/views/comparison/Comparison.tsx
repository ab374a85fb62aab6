/**
 * The comparison of two runs from the whole to the parts: the errors, the classes, the ends of the
 * list, single images, and the groups where one of the runs has a tree. What the data at hand do
 * not allow is left out with a reason.
 */
import { useMemo, useState } from 'react';
import { classDifferences } from '../../analysis/comparison/classDifferences.ts';
import { errorRows } from '../../analysis/comparison/overallErrors.ts';
import {
  haveSameClasses,
  sharedSplits,
  testPairing,
  treePair,
} from '../../analysis/comparison/testPairing.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { type SplitName, splitNames } from '../../spec/units.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import type { ComparisonProps } from '../viewProps.ts';
import styles from './Comparison.module.css';
import { DifferenceChart } from './difference/DifferenceChart.tsx';
import { comparisonStory } from './difference/differenceWords.ts';
import { GainedAndLost } from './difference/GainedAndLost.tsx';
import { GroupFigures } from './groups/GroupFigures.tsx';
import { JudgedChart } from './judged/JudgedChart.tsx';
import { Overall } from './Overall.tsx';
import { runNames } from './pairingWords.ts';

const select = ({
  state,
  baseline,
  images,
  link,
  testLabels,
  testImages,
  onWantImages,
}: ComparisonProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'broughtValidation', 'rounds', 'levelwise', 'geometry'),
  baseline: readsOf(
    baseline,
    'spec',
    'dataset',
    'broughtValidation',
    'rounds',
    'levelwise',
    'geometry',
  ),
  images,
  link,
  testLabels,
  testImages,
  onWantImages,
});
type Reads = ReturnType<typeof select>;

/** Two runs of the same data set beside each other; `state` is measured against `baseline`. */
export const Comparison = drawnFrom(select, function Comparison(props: Reads) {
  const { state, baseline } = props;
  if (!haveSameClasses(state, baseline)) {
    return (
      <p className={styles.absent}>
        These runs have different classes, {state.dataset.name} with {state.dataset.classes.length}{' '}
        and {baseline.dataset.name} with {baseline.dataset.classes.length}, so that no class of the
        one can be compared with one of the other. Choose two runs of the same data set and the same
        classes.
      </p>
    );
  }
  return sharedSplits(state, baseline).length === 0 ? (
    <p className={styles.absent}>
      The two runs do not tell the accuracy of classes on the same images yet. It is known of a run
      after its first epoch.
    </p>
  ) : (
    <Compared {...props} />
  );
});

function Compared(props: Reads) {
  const { state, baseline, images, link, testLabels } = props;
  const splits = useMemo(() => sharedSplits(state, baseline), [state, baseline]);
  const [chosen, setChosen] = useState<SplitName>('test');
  const split = splits.includes(chosen) ? chosen : splits[0];
  const pairing = useMemo(
    () => testPairing(state, baseline, testLabels),
    [state, baseline, testLabels],
  );
  const rows = useMemo(
    () => classDifferences(state, baseline, split, pairing),
    [state, baseline, split, pairing],
  );
  const names = useMemo(() => runNames(state, baseline), [state, baseline]);
  const pair = useMemo(() => treePair(state, baseline), [state, baseline]);
  const { classes } = state.dataset;
  const topError = errorRows(state, baseline, split)[0]?.difference ?? null;
  return (
    <div className={styles.comparison}>
      <h2 className={styles.story}>
        {comparisonStory(rows, names, topError).map(({ text, isStrong = false }, at) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: parts are told apart by their place only
          isStrong ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>,
        )}
      </h2>
      <DifferenceChart
        tree={pair?.tree ?? state}
        rows={rows}
        names={names}
        images={images}
        link={link}
        split={split}
        // As everywhere on the page: training, validation, test.
        splits={splitNames.filter((name) => splits.includes(name))}
        onSplit={setChosen}
        isPaired={split === 'test' && pairing.kind === 'paired'}
      />
      <div className={styles.ends}>
        <GainedAndLost
          rows={rows}
          names={names}
          classes={classes}
          images={images}
          link={link}
          pairing={pairing}
        />
        <Overall own={state} baseline={baseline} names={names} split={split} pairing={pairing} />
      </div>
      {pair !== null && (
        <GroupFigures
          pair={pair}
          rows={rows}
          isBaseline={pair.tree === baseline}
          otherName={pair.tree === baseline ? names.own : names.baseline}
          link={link}
        />
      )}
      <JudgedChart {...props} names={names} pairing={pairing} />
    </div>
  );
}
