/** Beside the results: which runs they are of, what is shown of them, and how they are tested. */
import { FileText, FolderOpen, TriangleAlert } from 'lucide-react';
import { DropZone } from 'react-aria-components';
import { digestRepeats } from '../../analysis/library/digestRepeats.ts';
import { seedTests } from '../../analysis/results/pairedBySeed.ts';
import { measureTraits, resultMeasures } from '../../analysis/results/resultMeasures.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { deviceName } from '../../views/runs/lineWords.ts';
import { Button } from '../controls/Button.tsx';
import { Checkbox } from '../controls/Checkbox.tsx';
import { filesIn } from '../droppedFiles.ts';
import { pickFiles } from '../pickFiles.ts';
import { openLog } from '../shell/ExportMenu.tsx';
import styles from './ResultsRail.module.css';
import { knownMeasures } from './shownMeasures.ts';
import type { ChosenRuns } from './useChosenRuns.ts';
import type { ComparisonState } from './useComparison.ts';

interface ResultsRailProps {
  readonly chosen: ChosenRuns;
  readonly comparison: ComparisonState;
}

export function ResultsRail({ chosen, comparison }: ResultsRailProps) {
  const { outcomes, waiting, unread } = chosen;
  const { table, test, setTest, axis, numericAxes, setAxis } = comparison;
  return (
    <>
      <section className={styles.part} aria-label="What is compared">
        <RunsField chosen={chosen} />
        <p className={styles.note}>
          {[
            formatCounted(outcomes.length, 'run'),
            formatCounted(table.rows.length, 'setting'),
            [...new Set(outcomes.map(({ device }) => deviceName(device)))].join(', '),
          ]
            .filter(Boolean)
            .join(' · ')}
          {waiting > 0 && `, ${waiting} more being looked up`}
        </p>
        <Digests outcomes={outcomes} />
        {unread > 0 && (
          <p className={styles.warning}>
            <TriangleAlert size={13} aria-hidden />
            {formatCounted(unread, 'run')} cannot be read, neither outcome nor log: left out.
          </p>
        )}
      </section>
      <MeasureBoxes outcomes={outcomes} comparison={comparison} />
      <section className={styles.part} aria-labelledby="test-heading">
        <h2 id="test-heading">Test</h2>
        <label className={styles.field}>
          <span>Kind</span>
          <select value={test} onChange={({ target }) => setTest(testOf(target.value))}>
            <option value="t">t, paired</option>
            <option value="wilcoxon">Wilcoxon, paired</option>
          </select>
        </label>
        <p className={styles.field}>
          <span>Pairs</span>
          <span>by seed</span>
        </p>
        <p className={styles.field}>
          <span>Many at once</span>
          <span>Holm, {formatCounted(table.tests, 'test')}</span>
        </p>
        {numericAxes.length > 1 && (
          <label className={styles.field}>
            <span>Along</span>
            <select value={axis?.path} onChange={({ target }) => setAxis(target.value)}>
              {numericAxes.map(({ path, name }) => (
                <option key={path} value={path}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <ul className={styles.legend}>
          <li data-verdict="better">better than the baseline, p &lt; 0.05</li>
          <li data-verdict="worse">worse, p &lt; 0.05</li>
          <li data-verdict="cannot tell">cannot tell (≈)</li>
        </ul>
      </section>
      <FromElsewhere />
    </>
  );
}

const testOf = (value: string) => seedTests.find((test) => test === value) ?? 't';

function RunsField({ chosen: { choices, chosen, choose } }: Pick<ResultsRailProps, 'chosen'>) {
  if (chosen === null) return <h2>Results from elsewhere</h2>;
  if (choices.length === 1) return <h2>{chosen.title}</h2>;
  return (
    <label className={styles.runs}>
      <span className="visuallyHidden">Runs to compare</span>
      <select value={chosen.key} onChange={({ target }) => choose(target.value)}>
        {choices.map(({ key, title, runs, collected }) => (
          <option key={key} value={key}>
            {title} ({runs.length + (collected?.length ?? 0)})
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether runs of the same experiment came to the same digest. */
function Digests({ outcomes }: { readonly outcomes: readonly RunOutcome[] }) {
  const repeats = digestRepeats(outcomes);
  if (repeats === null)
    return <p className={styles.note}>No experiment ran twice on one device.</p>;
  const isWhole = repeats.alike === repeats.runs;
  return (
    <p className={styles.digests} data-differ={!isWhole || undefined}>
      {isWhole
        ? `${repeats.runs} digests repeat`
        : `${repeats.runs - repeats.alike} of ${repeats.runs} digests differ`}
    </p>
  );
}

function MeasureBoxes({
  outcomes,
  comparison: { measures, setMeasures },
}: {
  readonly outcomes: readonly RunOutcome[];
  readonly comparison: ComparisonState;
}) {
  const known = knownMeasures(outcomes);
  return (
    <fieldset className={styles.part}>
      <legend>Shown</legend>
      {resultMeasures
        .filter((measure) => known.has(measure))
        .map((measure) => (
          <Checkbox
            key={measure}
            isSelected={measures.includes(measure)}
            isDisabled={measures.length === 1 && measures.includes(measure)}
            onChange={(isShown) =>
              setMeasures(
                isShown ? [...measures, measure] : measures.filter((each) => each !== measure),
              )
            }
          >
            <span title={measureTraits[measure].help}>{measureTraits[measure].label}</span>
          </Checkbox>
        ))}
    </fieldset>
  );
}

/** Results that no run here is of: dropped, or chosen from a dialog. */
function FromElsewhere() {
  const collected = useWorkbench((state) => state.collected.length);
  const take = (files: readonly File[]) => void actions().collectResults(files);
  return (
    <DropZone
      className={styles.drop}
      data-drop-zone
      aria-label="Drop results of runs"
      getDropOperation={() => 'copy'}
      onDrop={async ({ items }) => take(await filesIn(items))}
    >
      <h2>From elsewhere</h2>
      <p className={styles.note}>
        {collected === 0
          ? 'Drop result.json files, or a folder of them, as the command line leaves them.'
          : `${formatCounted(collected, 'result')} from files.`}
      </p>
      <div className={styles.buttons}>
        <Button
          size="small"
          onPress={async () => take(await pickFiles({ accept: '.json', multiple: true }))}
        >
          <FileText size={13} aria-hidden="true" />
          Results…
        </Button>
        <Button
          size="small"
          onPress={async () => take(await pickFiles({ accept: '', folder: true }))}
        >
          <FolderOpen size={13} aria-hidden="true" />
          Folder…
        </Button>
        <Button size="small" onPress={() => void openLog()}>
          Open a log
        </Button>
        {collected > 0 && (
          <Button size="small" onPress={() => actions().dropCollected()}>
            Leave them out
          </Button>
        )}
      </div>
    </DropZone>
  );
}
