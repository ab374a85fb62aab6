import { Lock } from 'lucide-react';
import { Button as AriaButton, DropZone, Text } from 'react-aria-components';
import { formatCount } from '../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Thumbnail } from '../../views/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../worker/protocol.ts';
import { FileButtons, ReadingNote } from '../first/DropArea.tsx';
import { takeDropped } from '../takeData.ts';
import styles from './DataRail.module.css';
import { imageCount } from './describeData.ts';

/** The shelf, and where the next data set is dropped. */
export function DataRail({ view }: { readonly view: DatasetView }) {
  const isBuiltIn = view.source === 'builtin:glyphs';
  return (
    <aside className={styles.rail} aria-label="Data sets">
      <h2 className={styles.heading}>At hand</h2>
      <Held view={view} />
      {!isBuiltIn && <GlyphsEntry />}
      <DropZone
        data-drop-zone
        className={styles.zone}
        onDrop={({ items }) => void takeDropped(items)}
      >
        <Text slot="label" className={styles.title}>
          Drop files or a folder
        </Text>
        <ReadingNote />
        <FileButtons stacked />
      </DropZone>
      <p className={styles.lock}>
        <Lock size={13} aria-hidden="true" />
        Files stay here · 0 bytes sent
      </p>
    </aside>
  );
}

function Held({ view }: { readonly view: DatasetView }) {
  const origin = view.source.startsWith('builtin:') ? 'built in' : 'dropped';
  return (
    <div className={styles.entry} aria-current="true">
      <span className={styles.tiles}>
        {[0, 1, 2, 3].map((place) => (
          <Thumbnail
            key={place}
            bytes={view.samples[Math.floor((place * view.classes.length) / 4)]?.[place] ?? null}
            shape={view.shape}
            size={19}
          />
        ))}
      </span>
      <span className={styles.text}>
        <b>{view.name}</b>
        <span>
          {formatCount(view.classes.length)} classes · {formatCount(imageCount(view))} · {origin}
        </span>
      </span>
    </div>
  );
}

function GlyphsEntry() {
  const isReading = useWorkbench(({ data }) => data.phase === 'reading');
  return (
    <AriaButton
      className={styles.entry}
      isDisabled={isReading}
      onPress={() => void actions().openGlyphs()}
    >
      <span className={styles.letters} aria-hidden="true">
        {[...'lI0o'].map((letter) => (
          <span key={letter}>{letter}</span>
        ))}
      </span>
      <span className={styles.text}>
        <b>Glyphs</b>
        <span>62 classes · built in</span>
      </span>
    </AriaButton>
  );
}
