/** What became of the files that a person brought: taken in, there already, or refused and why. */
import { formatCounted } from '../../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import styles from './ImportReportDialog.module.css';
import { QuestionDialog } from './QuestionDialog.tsx';

export function ImportReportDialog() {
  const report = useWorkbench((state) => state.importReport);
  if (report === null) return null;
  const { taken, known, datasets, unread, refused } = report;
  return (
    <QuestionDialog
      title={
        taken.length === 0
          ? 'No run was taken in'
          : `${formatCounted(taken.length, 'run')} taken in`
      }
      onClose={() => actions().dismissImportReport()}
      answer={null}
    >
      {known.length > 0 && (
        <p>{formatCounted(known.length, 'run')} with the same content were here already.</p>
      )}
      {datasets.length > 0 && <p>Data sets taken in: {datasets.join(', ')}.</p>}
      {unread.length > 0 && (
        <p className={styles.refused}>
          {formatCounted(unread.length, 'run')} could not be read where they were exported, and were
          not taken in: {unread.join(', ')}. Their files stay in the project file, under{' '}
          <code>unread/</code>.
        </p>
      )}
      {refused.map(({ file, message, remedy }) => (
        <p key={file} className={styles.refused}>
          <b>{file}</b> was refused, as a whole. {message} {remedy}
        </p>
      ))}
    </QuestionDialog>
  );
}
