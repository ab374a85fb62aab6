/**
 * A line of the list, as a row of columns on a wide page and as two lines of text on a narrow one.
 * The order of importance is the same: what it is and what it does, its error, then the rest.
 */
import { ChevronRight } from 'lucide-react';
import { memo, useContext } from 'react';
import { differsText } from '../../../analysis/comparison/differingText.ts';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import { isUnderWay } from '../../../analysis/library/libraryRun.ts';
import { seedsText } from '../../../analysis/results/seedsText.ts';
import { formatBytes, formatDuration } from '../../../lib/numberFormat.ts';
import { errorTexts } from '../../../views/runs/errorAxis.ts';
import { lineStanding } from '../../../views/runs/lineWords.ts';
import { SeedErrorMark } from '../../../views/runs/SeedErrorMark.tsx';
import { StateMark } from '../../../views/runs/StateMark.tsx';
import { whenText } from '../../../views/runs/whenText.ts';
import { useNarrow } from '../../useWidthClass.ts';
import { ChoiceBox } from './ChoiceBox.tsx';
import { WithCard } from './LineCard.tsx';
import styles from './LineRow.module.css';
import type { ListRow } from './listRows.ts';
import { RenameField } from './RenameField.tsx';
import { RunListContext } from './runListTools.ts';

interface LineRowProps {
  readonly row: ListRow;
  readonly title: string;
  /** One run of a line of several, below it. */
  readonly isSingle: boolean;
  readonly isChosen: boolean;
}

/** Drawn anew only for what it shows, not for where it stands. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  return useNarrow() ? <NarrowRow {...props} /> : <WideRow {...props} />;
});

function WideRow({ row, title, isSingle, isChosen }: LineRowProps) {
  const tools = useContext(RunListContext);
  const { line, axis } = row;
  const { testError, hardestFifth, seconds, bytes } = line;
  const differs = isSingle ? '' : rowDiffers(row, title);
  return (
    <div className={styles.wide} data-single={isSingle || undefined}>
      <ChoiceBox title={title} isChosen={isChosen} />
      <StateMark state={line.state} />
      <WithCard className={styles.names} {...{ line, title }}>
        <Name {...{ row, title }} />
        <Standing line={line} />
      </WithCard>
      <span className={styles.differs} title={differs}>
        {differs}
      </span>
      <span className={styles.seeds}>{seedsText(line.seeds)}</span>
      <span className={styles.mark}>
        {testError && axis && <SeedErrorMark error={testError} axis={axis} />}
      </span>
      <ErrorValue line={line} />
      <span className={styles.hardest}>{hardestFifth ? errorTexts(hardestFifth).mean : '–'}</span>
      <span className={styles.when}>{lineWhen(line, tools.now)}</span>
      <span className={styles.took}>{formatDuration(seconds)}</span>
      <span className={styles.size}>{bytes === 0 ? '–' : formatBytes(bytes)}</span>
      <span className={styles.actions}>{tools.actions(line)}</span>
    </div>
  );
}

function NarrowRow({ row, title, isSingle, isChosen }: LineRowProps) {
  const tools = useContext(RunListContext);
  const { line } = row;
  const { hardestFifth } = line;
  const differs = isSingle ? '' : rowDiffers(row, title);
  const facts = [
    ...(differs === '' || differs === '–' ? [] : [differs]),
    `${line.seeds.length === 1 ? 'seed' : 'seeds'} ${seedsText(line.seeds)}`,
    lineWhen(line, tools.now).replace('today ', ''),
  ];
  const foot = tools.foot(line);
  return (
    <div className={styles.narrow} data-single={isSingle || undefined}>
      <ChoiceBox title={title} isChosen={isChosen} />
      <StateMark state={line.state} />
      <div className={styles.names}>
        <Name {...{ row, title }} />
        {standsOut(line) ? (
          <Standing line={line} />
        ) : (
          <p className={styles.note} data-tone="plain">
            {facts.join(' · ')}
          </p>
        )}
      </div>
      <div className={styles.values}>
        <ErrorValue line={line} unit="%" />
        <span className={styles.note}>
          hardest ⅕ {hardestFifth ? errorTexts(hardestFifth).mean : '–'}
        </span>
      </div>
      <span className={styles.actions}>{tools.actions(line)}</span>
      {foot !== null && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}

function rowDiffers({ line, differing, isOfMany }: ListRow, title: string): string {
  const text = differsText(differing, line.spec, title);
  if (!isOfMany) return text;
  const [{ datasetName }] = line.runs;
  return text === '–' ? datasetName : `${datasetName}, ${text}`;
}

const standsOut = (line: LibraryLine) => lineStanding(line).tone !== 'plain';

/** A line of several runs opens into them by its name. */
function Name({ row: { key, line, single }, title }: { row: ListRow; title: string }) {
  const { renaming, onRenamed } = useContext(RunListContext);
  if (renaming === key) {
    return <RenameField title={title} onRenamed={(name) => onRenamed(line, name)} />;
  }
  const text = <bdi className={styles.title}>{title}</bdi>;
  if (single.length === 0) return <b className={styles.name}>{text}</b>;
  return (
    <button type="button" tabIndex={-1} className={styles.opener} data-does="turn">
      {text}
      <ChevronRight size={13} className={styles.chevron} aria-hidden="true" />
    </button>
  );
}

function Standing({ line }: { readonly line: LibraryLine }) {
  const { timeLeft } = useContext(RunListContext);
  const { tone, strong, rest } = lineStanding(line);
  const live = line.runs.find(isUnderWay);
  const left = live === undefined ? '' : timeLeft(live.runId);
  const note = [rest, left, line.runs.length === 1 ? line.runs[0].notes : ''];
  const texts = note.filter(Boolean).join(' · ');
  return (
    <p className={styles.note} data-tone={tone}>
      {strong !== '' && <b>{strong}</b>}
      {strong !== '' && texts !== '' && ' · '}
      {texts}
    </p>
  );
}

function ErrorValue({ line, unit = '' }: { readonly line: LibraryLine; readonly unit?: string }) {
  const { testError } = line;
  if (testError === null) return <span className={styles.error}>–</span>;
  const { mean, reach } = errorTexts(testError);
  return (
    <span className={styles.error}>
      <b data-open={testError.isOpen || undefined}>
        {mean}
        {unit}
      </b>{' '}
      {reach}
    </span>
  );
}

function lineWhen({ runs, updatedAt }: LibraryLine, now: number): string {
  return runs.some(isUnderWay) ? 'now' : whenText(updatedAt, now);
}
