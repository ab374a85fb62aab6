/** All that the list leaves out of a line: hashes, device, times, bytes, and a person's notes. */
import { useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import { lineFacts } from '../../../views/runs/lineFacts.ts';
import { lineTitle } from '../../../views/runs/lineWords.ts';
import type { RunsParts } from '../runsParts.ts';
import { QuestionDialog } from './QuestionDialog.tsx';
import styles from './RunDetails.module.css';

interface RunDetailsProps extends RunsParts {
  readonly line: LibraryLine;
  readonly onClose: () => void;
}

export function RunDetails({ line, now, on, onClose }: RunDetailsProps) {
  const [{ notes }] = line.runs;
  const [typed, setTyped] = useState(notes);
  const isKept = line.runs.every((run) => run.isKept);
  const close = () => {
    if (typed !== notes) {
      on.describe(
        line.runs.map(({ runId }) => runId),
        typed,
      );
    }
    onClose();
  };
  return (
    <QuestionDialog title={lineTitle(line)} onClose={close} answer={null}>
      <dl className={styles.facts}>
        {lineFacts(line, now).map(({ name, value }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <TextField className={styles.notes} value={typed} onChange={setTyped} isDisabled={!isKept}>
        <Label className={styles.label}>Notes</Label>
        <TextArea className={styles.text} rows={4} maxLength={20_000} />
      </TextField>
    </QuestionDialog>
  );
}
