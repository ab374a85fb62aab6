import { FileText, Link as LinkIcon } from 'lucide-react';
import { useState } from 'react';
import { Dialog, DialogTrigger, Input, Label, Popover, TextField } from 'react-aria-components';
import { actions } from '../../store/useWorkbench.ts';
import { openLink } from '../addressBar.ts';
import { Button } from '../controls/Button.tsx';
import floating from '../controls/floating.module.css';
import { openLog } from '../shell/ExportMenu.tsx';
import popoverStyles from '../shell/Popover.module.css';
import styles from './BringExperiment.module.css';

/** Ways in for an experiment that somebody else has made. */
export function BringExperiment() {
  return (
    <section aria-labelledby="bring">
      <h2 id="bring" className={styles.heading}>
        Bring an experiment
      </h2>
      <div className={styles.buttons}>
        <LinkButton />
        <Button onPress={() => void openLog()}>
          <FileText size={15} aria-hidden="true" />
          Open a log
        </Button>
      </div>
      <p className={styles.note}>
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
      <Popover className={`${floating.surface} ${popoverStyles.popover}`} placement="bottom">
        <Dialog className={popoverStyles.dialog} aria-label="Open a link">
          <p className={popoverStyles.title}>Paste the link to an experiment</p>
          <p className={popoverStyles.note}>It fills the form; nothing runs until you say so.</p>
          <div className={popoverStyles.line}>
            <TextField className={popoverStyles.grow} value={link} onChange={setLink}>
              <Label className={popoverStyles.hiddenLabel}>Link</Label>
              <Input className={popoverStyles.input} autoComplete="off" spellCheck={false} />
            </TextField>
            <Button
              look="primary"
              isDisabled={link.trim() === ''}
              onPress={() => openLink(actions(), link)}
            >
              Open
            </Button>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
