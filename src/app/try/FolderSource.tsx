import { DropZone } from 'react-aria-components';
import { imageAnswer } from '../../analysis/predictions/imageAnswer.ts';
import { type NamedAnswer, predictionTable } from '../../analysis/predictions/predictionTable.ts';
import { tableCsv } from '../../analysis/tables/tableCsv.ts';
import { formatCounted, formatPercent } from '../../lib/numberFormat.ts';
import { actions } from '../../store/useWorkbench.ts';
import { ClassName } from '../../views/kit/names/ClassName.tsx';
import { saveFile } from '../../views/kit/saveFile.ts';
import tableStyles from '../../views/kit/styles/tables.module.css';
import type { TriedRun } from '../../worker/protocol/tryRequests.ts';
import { Button } from '../controls/Button.tsx';
import { filesIn } from '../droppedFiles.ts';
import { pickFiles } from '../pickFiles.ts';
import type { useTask } from '../useTask.ts';
import { TaskLine } from './TaskLine.tsx';
import styles from './TryPage.module.css';

type FolderTask = ReturnType<typeof useTask<readonly NamedAnswer[]>>;

interface FolderSourceProps {
  readonly task: FolderTask;
}

/** Many pictures at once: dropped, or a folder that is chosen. */
export function FolderSource({ task }: FolderSourceProps) {
  const take = (files: readonly File[]) => {
    if (files.length === 0) return;
    const named = files.map((file) => ({ name: file.webkitRelativePath || file.name, file }));
    task.begin(async (options) => {
      const { rows } = await actions().askTried('classify-files', { files: named }, options);
      return rows.map((row) =>
        'problem' in row ? row : { name: row.name, answer: imageAnswer(row.probabilities) },
      );
    });
  };
  const pick = () => void pickFiles({ accept: '', folder: true }).then(take);
  return (
    <DropZone
      data-drop-zone
      className={styles.drop}
      onDrop={({ items }) => void filesIn(items).then(take)}
    >
      <p>Drop pictures or a folder of them here</p>
      <Button onPress={pick}>Choose a folder…</Button>
      <TaskLine what="Reading pictures" state={task.state} onCancel={task.cancel} />
    </DropZone>
  );
}

/** Rows that are shown; the file has all. */
const mostShown = 200;

/** What many pictures were read as, those on which the networks disagree most first. */
export function FolderTable({ task, run }: FolderSourceProps & { readonly run: TriedRun }) {
  const rows = task.state.result;
  if (rows === null) return <p>Pictures stand here with their classes once they were read.</p>;
  const networks = run.networks.map(({ round }) => `network ${round}`);
  const spreadOf = (row: NamedAnswer) => ('answer' in row ? row.answer.spread : -1);
  const sorted = [...rows].sort((a, b) => spreadOf(b) - spreadOf(a));
  const save = () =>
    saveFile(
      'predictions.csv',
      tableCsv(predictionTable(rows, run.classes, networks)),
      'text/csv;charset=utf-8',
    );
  return (
    <section aria-label="Pictures of the folder">
      <div className={styles.row}>
        <p>
          {formatCounted(rows.length, 'picture')}, those on which the networks disagree most first
        </p>
        <Button onPress={save}>CSV</Button>
      </div>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">picture</th>
            <th scope="col">class</th>
            <th scope="col">probability</th>
            <th scope="col">disagreement, bits</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, mostShown).map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <bdi>{row.name}</bdi>
              </th>
              {'problem' in row ? (
                <td colSpan={3}>{row.problem}</td>
              ) : (
                <>
                  <td>
                    <ClassName name={run.classes[row.answer.label]} />
                  </td>
                  <td>{formatPercent(row.answer.probability)}</td>
                  <td>{row.answer.spread.toFixed(2)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostShown && <p>{rows.length - mostShown} more are in the CSV.</p>}
    </section>
  );
}
