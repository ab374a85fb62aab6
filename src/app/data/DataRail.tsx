/**
 * Beside the data set at hand: the others that can be had, and the place to drop the next one. On a
 * narrow page it stands below.
 */
import { Lock } from 'lucide-react';
import type { RefObject } from 'react';
import { Text } from 'react-aria-components';
import { formatCount } from '../../lib/numberFormat.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { Thumbnail } from '../../views/kit/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { DataDropZone } from '../controls/DataDropZone.tsx';
import { FileButtons, ReadingNote } from '../first/DropArea.tsx';
import { AddressField } from '../shelf/AddressField.tsx';
import { BuiltInEntries } from '../shelf/BuiltInEntries.tsx';
import { RemoteEntries } from '../shelf/RemoteEntries.tsx';
import { StorageNote } from '../shelf/StorageNote.tsx';
import { StoredEntries } from '../shelf/StoredEntries.tsx';
import styles from './DataRail.module.css';
import { imageCount } from './describeData.ts';

interface DataRailProps {
  readonly view: DatasetView;
  /** Where those go who look for other data; below everything on narrow screens. */
  readonly ref: RefObject<HTMLElement | null>;
}

/** The shelf, and where the next data set is dropped. */
export function DataRail({ view, ref }: DataRailProps) {
  return (
    <aside ref={ref} className={styles.rail} aria-label="Data sets" tabIndex={-1}>
      <h2 className={textStyles.heading}>At hand</h2>
      <Held view={view} />
      <DataDropZone className={styles.zone}>
        <Text slot="label" className={textStyles.heading}>
          Drop files or a folder
        </Text>
        <ReadingNote />
        <FileButtons stacked />
      </DataDropZone>
      <h2 className={textStyles.heading}>Shelf</h2>
      <div>
        <BuiltInEntries held={view.source} />
        <StoredEntries held={view.hash} />
        <RemoteEntries />
      </div>
      <AddressField />
      <p className={styles.lock}>
        <Lock size={13} aria-hidden="true" />
        Files stay here · 0 bytes sent
      </p>
      <StorageNote />
    </aside>
  );
}

function originOf(source: string): string {
  if (source.startsWith('builtin:')) return 'built in';
  return source.startsWith('local:') ? 'dropped' : 'published';
}

function Held({ view }: { readonly view: DatasetView }) {
  const origin = originOf(view.source);
  return (
    <div className={styles.entry} aria-current="true">
      <span className={styles.tiles}>
        {[0, 1, 2, 3].map((place) => (
          <Thumbnail
            key={place}
            bytes={view.samples[Math.floor((place * view.classes.length) / 4)]?.[place] ?? null}
            shape={view.drawn}
            size={19}
          />
        ))}
      </span>
      <span className={styles.text}>
        <b className={textStyles.ellipsis}>{view.name}</b>
        <span>
          {formatCount(view.classes.length)} classes · {formatCount(imageCount(view))} · {origin}
        </span>
      </span>
    </div>
  );
}
