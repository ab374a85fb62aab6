/**
 * The sheet of the compared pair: the comparison itself, what keeps the two from being like for
 * like, and where their experiments differ. Test images are shown where the data at hand are those
 * of the run.
 */
import { useMemo } from 'react';
import { asVote } from '../../analysis/run/memberRun.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { heldData } from '../../store/data/dataSet.ts';
import { areTestImagesOf } from '../../store/data/testImagesSlice.ts';
import { imagesOf } from '../../store/runs/runClasses.ts';
import type { RunView } from '../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Comparison } from '../../views/comparison/Comparison.tsx';
import { ClassHover } from '../train/stage/ClassHover.tsx';
import { useClassLink } from '../train/stage/useClassLink.ts';
import { ViewGuard } from '../train/stage/ViewGuard.tsx';
import styles from './CompareSheet.module.css';
import { SpecDifferences } from './SpecDifferences.tsx';

interface CompareSheetProps {
  readonly run: RunView;
  readonly baseline: RunView;
}

/** A run beside another: what differs between them, how they stand, and class by class. */
export function CompareSheet({ run, baseline }: CompareSheetProps) {
  if (run.newest === null || baseline.newest === null) return null;
  const notes = [...run.logNotes, ...baseline.logNotes];
  return (
    <Compared
      run={run}
      state={asVote(run.newest)}
      baseline={asVote(baseline.newest)}
      logNotes={notes}
    />
  );
}

interface ComparedProps {
  readonly run: RunView;
  readonly state: RunState;
  readonly baseline: RunState;
  readonly logNotes: readonly string[];
}

function Compared({ run, state, baseline, logNotes }: ComparedProps) {
  const link = useClassLink();
  const images = useImages(run, state);
  const { labels, testImages } = useTestImages(state);
  const view = { state, images, link };
  return (
    <ClassHover view={view}>
      <div className={styles.sheet}>
        <h1 className="visuallyHidden">
          {state.spec.name} against {baseline.spec.name}
        </h1>
        <ViewGuard what="The comparison">
          <Comparison
            {...view}
            baseline={baseline}
            testLabels={labels}
            testImages={testImages}
            onWantImages={actions().wantTestImages}
          />
        </ViewGuard>
        <Honesty
          state={state}
          baseline={baseline}
          hasLabels={labels !== null}
          logNotes={logNotes}
        />
        <SpecDifferences spec={state.spec} baseline={baseline.spec} />
      </div>
    </ClassHover>
  );
}

interface HonestyProps {
  readonly state: RunState;
  readonly baseline: RunState;
  readonly hasLabels: boolean;
  readonly logNotes: readonly string[];
}

/** What keeps the two from being compared like for like. */
function Honesty({ state, baseline, hasLabels, logNotes }: HonestyProps) {
  const notes = [
    ...logNotes,
    ...unfinished(state, 'The run'),
    ...unfinished(baseline, 'What it is measured against'),
    ...(state.spec.seed === baseline.spec.seed ? [] : ['Their seeds differ: so does chance.']),
    ...(state.device.kind === baseline.device.kind ? [] : ['They were trained on other devices.']),
    ...(hasLabels ? [] : [labelsNote(state)]),
  ];
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="limits">
      <h2 id="limits" className={styles.heading}>
        To bear in mind
      </h2>
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

function unfinished({ phase, rounds }: RunState, what: string): string[] {
  if (phase === 'finished') return [];
  const epochs = rounds.at(-1)?.epochs.length ?? 0;
  return [`${what} is ${phase}, after epoch ${epochs}: its numbers are those of that epoch.`];
}

function labelsNote({ dataset }: RunState): string {
  return dataset.counts.test === 0
    ? 'There are no test images, so none are shown.'
    : `The test images of ${dataset.name} are not at hand: open it on the page of data to see them.`;
}

function useImages(run: RunView, { dataset }: RunState) {
  const view = useWorkbench(({ data }) => heldData(data));
  return useMemo(
    () => run.images ?? (view?.hash === dataset.hash ? imagesOf(view) : null),
    [run.images, view, dataset],
  );
}

/** Labels and images of the test split, where the data at hand are those of the run. */
function useTestImages(state: RunState) {
  const known = useWorkbench(({ testImages }) => testImages);
  const isSame = areTestImagesOf(known, state);
  const labels = isSame && known.labels?.length === state.dataset.counts.test ? known.labels : null;
  return { labels, testImages: isSame ? known.images : undefined };
}
