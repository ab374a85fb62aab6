import { formatBytes } from '../../lib/numberFormat.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import type { Answer } from '../../worker/protocol/requests.ts';
import styles from './PublishDialog.module.css';
import type { PublishDraft } from './publishDraft.ts';

interface SentFilesProps {
  readonly draft: PublishDraft;
  /** Null until they are known. */
  readonly files: Answer<'describe-published'>['files'] | null;
  readonly problem: string | null;
}

/** What would leave this machine, and where it would go, before it does. */
export function SentFiles({ draft, files, problem }: SentFilesProps) {
  const { repository, isPrivate, formats } = draft;
  return (
    <section className={styles.sent} aria-label="What is sent, and where">
      <h2 className={textStyles.heading}>What is sent, and where</h2>
      <p>
        To <b>huggingface.co</b> and its stores (hf.co), into the {isPrivate ? 'private' : 'public'}{' '}
        repository{' '}
        {repository === '' ? 'that you name' : <b className={styles.name}>{repository}</b>}:
      </p>
      {files === null ? (
        <p className={textStyles.note} role={problem === null ? 'status' : 'alert'}>
          {problem ?? (formats.length === 0 ? 'No format is chosen.' : 'Writing the files…')}
        </p>
      ) : (
        <ul className={styles.files}>
          {files.map(({ name, bytes }) => (
            <li key={name}>
              <code>{name}</code>
              <span>{formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={textStyles.note}>
        README.md is the model’s card: the names of the classes, the name and hash of the data set,
        what the networks came to, the experiment and its link. No image is sent.
      </p>
    </section>
  );
}
