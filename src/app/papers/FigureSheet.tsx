/** A figure of a paper: what the paper reads from it, and the runs that draw it here. */
import { repeatsPreset } from '../../analysis/papers/ownResults.ts';
import { countedRuns, type RunOutcome } from '../../analysis/results/runOutcome.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { PublishedFigure } from '../../spec/papers/exhibit.ts';
import type { Preset } from '../../spec/presets/preset.ts';
import { isCollected } from '../../store/runs/resultsSlice.ts';
import { Button } from '../controls/Button.tsx';
import styles from './FigureSheet.module.css';
import { figurePlaces } from './figurePlaces.ts';
import type { PapersActions } from './papersActions.ts';

interface FigureSheetProps {
  readonly figure: PublishedFigure;
  readonly outcomes: readonly RunOutcome[];
  readonly on: PapersActions;
}

/** One figure, and which of one’s runs to open for it. */
export function FigureSheet({ figure, outcomes, on }: FigureSheetProps) {
  const { name, about, published, drawnIn, view, presets } = figure;
  const place = figurePlaces[drawnIn];
  return (
    <>
      <header className={styles.head}>
        <h1 className={styles.story}>
          {name}: {about}.
        </h1>
        <p className={styles.published}>
          <b>Published.</b> {published}
        </p>
        <p className={styles.place}>
          Drawn of your own {place.needs} as “{view}”, {place.where}.
        </p>
      </header>
      <ul className={styles.presets}>
        {presets.map((preset) => (
          <PresetRow
            key={preset.id}
            preset={preset}
            runs={outcomes.filter((run) => repeatsPreset(run, preset))}
            on={on}
          />
        ))}
      </ul>
    </>
  );
}

interface PresetRowProps {
  readonly preset: Preset;
  readonly runs: readonly RunOutcome[];
  readonly on: PapersActions;
}

function PresetRow({ preset, runs, on }: PresetRowProps) {
  const counted = countedRuns(runs);
  const [newest] = counted;
  const toOpen = runs.find((run) => !isCollected(run));
  const seeds = new Set(counted.map(({ spec }) => spec.seed)).size;
  return (
    <li className={styles.preset}>
      <div className={styles.words}>
        <b>{preset.title}</b>
        <span className={styles.note}>{preset.cost}</span>
        {newest !== undefined && (
          <span className={styles.own}>
            {seeds === 1 ? 'One seed' : `${seeds} seeds`} here, the newest with{' '}
            {formatPercent(newest.measures.top1)} errors
          </span>
        )}
      </div>
      <div className={styles.buttons}>
        {toOpen !== undefined && <Button onPress={() => on.open(toOpen.id)}>Open</Button>}
        <Button onPress={() => on.train(preset)}>Train</Button>
        <Button
          aria-label={`${preset.title} over seeds`}
          onPress={() => on.sweep([preset], preset.title)}
        >
          Seeds…
        </Button>
      </div>
    </li>
  );
}
