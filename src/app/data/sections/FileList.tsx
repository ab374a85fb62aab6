import { oneLine } from '../../../data/limits.ts';
import { formatBytes, formatCount } from '../../../lib/numberFormat.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import styles from './FileList.module.css';

/** Longer lists end with a count: a folder can hold a hundred thousand files. */
const maxListed = 12;

/** The files that the data set was read from. */
export function FileList({ view: { files } }: { readonly view: DatasetView }) {
  if (files.length === 0) return null;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <section aria-labelledby="files">
      <h2 id="files" className={styles.heading}>
        Files
      </h2>
      <ul>
        {files.slice(0, maxListed).map((file, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: files of one name may come from several folders
          <li key={place} className={styles.file}>
            <code>{oneLine(file.name)}</code>
            <span>
              {file.count !== undefined && `${formatCount(file.count)} files, `}
              {formatBytes(file.bytes)}
            </span>
          </li>
        ))}
      </ul>
      {files.length > maxListed && (
        <p className={textStyles.note}>
          and {formatCount(files.length - maxListed)} more, {formatBytes(bytes)} in all
        </p>
      )}
    </section>
  );
}
