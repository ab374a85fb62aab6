/** Ways in for somebody who was sent an experiment: its link, or the log of a run. */
import { FileText, Link as LinkIcon } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger, Input, Label, TextField } from 'react-aria-components';
import { actions } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { openLink } from '../addressBar.ts';
import { Button } from '../controls/Button.tsx';
import dialogStyles from '../controls/FloatingDialog.module.css';
import { FloatingDialog } from '../controls/FloatingDialog.tsx';
import { openLog } from '../shell/ExportMenu.tsx';
import styles from './BringExperiment.module.css';

/** Ways in for an experiment that somebody else has made. */
export function BringExperiment() {
  return (
    <section aria-labelledby="bring">
      <h2 id="bring" className={textStyles.heading}>
        Bring an experiment
      </h2>
      <div className={styles.buttons}>
        <LinkButton />
        <Button onPress={() => void openLog()}>
          <FileText size={15} aria-hidden="true" />
          Open a log
        </Button>
      </div>
      <p className={textStyles.note}>
        A link holds the whole experiment. A log replays a run, with no training.
      </p>
    </section>
  );
}

function LinkButton() {
  const [link, setLink] = useState('');
  return (
    <DialogTrigger>
      <Button>
        <LinkIcon size={15} aria-hidden="true" />
        Open a link
      </Button>
      <FloatingDialog
        label="Open a link"
        title="Paste the link to an experiment"
        note="It fills the form; nothing runs until you say so."
        placement="bottom"
      >
        <div className={dialogStyles.line}>
          <TextField className={dialogStyles.grow} value={link} onChange={setLink}>
            <Label className="visuallyHidden">Link</Label>
            <Input className={dialogStyles.input} autoComplete="off" spellCheck={false} />
          </TextField>
          <Button
            look="primary"
            isDisabled={link.trim() === ''}
            onPress={() => openLink(actions(), link)}
          >
            Open
          </Button>
        </div>
      </FloatingDialog>
    </DialogTrigger>
  );
}
