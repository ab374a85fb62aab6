/**
 * Publishing a trained model at the Hugging Face Hub: what is asked, what would be sent and where it
 * goes, and only then the press that sends it. The token lives in this dialog and goes with it.
 */
import { ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-aria-components';
import { formatBytes, formatCounted } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { actions } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import type { Answer } from '../../worker/protocol/requests.ts';
import { Button } from '../controls/Button.tsx';
import { Sheet, SheetHead } from '../controls/Sheet.tsx';
import { type TaskState, useTask } from '../useTask.ts';
import styles from './PublishDialog.module.css';
import { PublishForm } from './PublishForm.tsx';
import { emptyDraft, missingIn, type PublishDraft } from './publishDraft.ts';
import { SentFiles } from './SentFiles.tsx';

interface PublishDialogProps {
  /** The run whose networks are published, as it stood when the dialog was opened. */
  readonly run: RunState;
  readonly onClose: () => void;
}

export function PublishDialog({ run, onClose }: PublishDialogProps) {
  const [draft, setDraft] = useState(emptyDraft);
  const { state: plan, begin: look } = useTask<Answer<'describe-published'>>();
  const { state: sending, begin, cancel } = useTask<Answer<'publish-model'>>();
  const [isGivenUp, setGivenUp] = useState(false);
  const { formats } = draft;
  useEffect(() => {
    if (formats.length > 0) look(() => actions().describePublished(run, formats));
  }, [look, run, formats]);
  const isSending = sending.phase === 'working';
  const publish = () => {
    const { formats: sent, ...target } = draft;
    setGivenUp(false);
    begin(async (task) => {
      const published = await actions().publishModel(run, sent, target, task);
      setDraft((last) => ({ ...last, token: '' }));
      return published;
    });
  };
  const giveUp = () => {
    setGivenUp(true);
    cancel();
  };
  // What is on its way is given up by its own button alone.
  const close = isSending ? () => {} : onClose;
  const files = formats.length > 0 ? (plan.result?.files ?? null) : null;
  return (
    <Sheet isOpen onClose={close}>
      <SheetHead title="Publish to the Hugging Face Hub" onClose={close} />
      {sending.result !== null ? (
        <Published address={sending.result.address} isPrivate={draft.isPrivate} onClose={onClose} />
      ) : (
        <div className={styles.page}>
          <p className={styles.lead}>
            Puts the trained model where others can find it and load it, under your name there.
            Nothing is sent before you press Publish.
          </p>
          <PublishForm draft={draft} isDisabled={isSending} onChange={setDraft} />
          <SentFiles draft={draft} files={files} problem={plan.problem} />
          <Sending state={sending} onCancel={giveUp} />
          {isGivenUp && (
            <p role="status" className={textStyles.note}>
              Given up: nothing of the model is published. If its repository was made already, it
              stands there empty; publishing again goes on with it.
            </p>
          )}
          <Foot draft={draft} files={files} isSending={isSending} onPublish={publish} />
        </div>
      )}
    </Sheet>
  );
}

interface FootProps {
  readonly draft: PublishDraft;
  readonly files: Answer<'describe-published'>['files'] | null;
  readonly isSending: boolean;
  readonly onPublish: () => void;
}

/** What is missing yet, or the press that sends. */
function Foot({ draft, files, isSending, onPublish }: FootProps) {
  const missing = missingIn(draft);
  const bytes = files?.reduce((sum, file) => sum + file.bytes, 0) ?? 0;
  const what =
    files === null ? '' : ` ${formatCounted(files.length, 'file')}, ${formatBytes(bytes)}`;
  return (
    <div className={styles.foot}>
      <p className={textStyles.note}>{missing ?? `To huggingface.co/${draft.repository}`}</p>
      <Button
        look="primary"
        isDisabled={missing !== null || files === null || isSending}
        onPress={onPublish}
      >
        Publish{what}
      </Button>
    </div>
  );
}

interface SendingProps {
  readonly state: TaskState<unknown>;
  readonly onCancel: () => void;
}

/** How far it is, with the way out of it while there is one; why it came to nothing. */
function Sending({ state: { phase, progress, problem }, onCancel }: SendingProps) {
  if (problem !== null) {
    return (
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    );
  }
  if (phase !== 'working') return null;
  const [done, total] = [progress?.done ?? 0, progress?.total ?? 0];
  const isLast = total > 0 && done === total;
  return (
    <div className={styles.sending}>
      <p role="status">
        {isLast ? 'All is there; the Hub publishes it…' : 'Sending…'}
        {!isLast && total > 0 && ` ${formatBytes(done)} of ${formatBytes(total)}`}
      </p>
      <progress aria-label="Sent" value={done} max={Math.max(total, 1)} />
      <Button size="small" onPress={onCancel} isDisabled={isLast}>
        Cancel
      </Button>
    </div>
  );
}

interface PublishedProps {
  readonly address: string;
  readonly isPrivate: boolean;
  readonly onClose: () => void;
}

function Published({ address, isPrivate, onClose }: PublishedProps) {
  return (
    <div className={styles.page}>
      <p className={textStyles.story} role="status">
        The model is published.
      </p>
      <p>
        <Link className={styles.link} href={address} target="_blank" rel="noreferrer">
          {address}
          <ExternalLink size={12} aria-hidden="true" />
        </Link>
        , {isPrivate ? 'for you and whom you let in' : 'for everybody'}.
      </p>
      <p className={textStyles.note}>
        Its card leaves the licence open, of the data and of the model: state it there before others
        rely on it. The token is forgotten.
      </p>
      <div className={styles.foot}>
        <span />
        <Button look="primary" onPress={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
