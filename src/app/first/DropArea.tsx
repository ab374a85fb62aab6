/**
 * The place of the first visit where data sets are dropped; its buttons and its note stand in other
 * places too where files are asked for.
 */
import { FileText, FolderOpen } from 'lucide-react';
import { FileTrigger, Text } from 'react-aria-components';
import { useFirstState } from '../../store/useFirstState.ts';
import { Button } from '../controls/Button.tsx';
import { DataDropZone } from '../controls/DataDropZone.tsx';
import { ReadingProgress } from '../data/reading/ReadingProgress.tsx';
import { takeFiles, takeFolder } from '../takeData.ts';
import styles from './DropArea.module.css';
import { EspalierDrawing } from './EspalierDrawing.tsx';

/** Where data sets are dropped, or chosen with a file dialog. */
export function DropArea() {
  return (
    <DataDropZone className={styles.zone}>
      <div className={styles.drawing}>
        <EspalierDrawing />
      </div>
      <div className={styles.foot}>
        <div className={styles.text}>
          <Text slot="label" className={styles.title}>
            Drop a data set
          </Text>
          <ReadingNote />
        </div>
        <FileButtons />
      </div>
    </DataDropZone>
  );
}

/** What can be dropped; while something is read, how far it has come. */
export function ReadingNote() {
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  return (
    <div className={styles.note}>
      <ReadingProgress />
      {!isReading &&
        'Pictures in one folder per class, or a zip or tar of them (PNG, JPEG, WebP, GIF, BMP, PPM), with or without train/, val/ and test/; IDX, NumPy, Parquet and CIFAR’s files; tables of pixels or features.'}
    </div>
  );
}

/** The file dialogs. */
export function FileButtons({ stacked }: { readonly stacked?: boolean }) {
  const size = stacked ? 'medium' : 'large';
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  return (
    <div className={styles.buttons} data-stacked={stacked || undefined}>
      <FileTrigger allowsMultiple onSelect={(list) => void takeFiles(list)}>
        <Button size={size} isDisabled={isReading}>
          <FileText size={15} aria-hidden="true" />
          Choose files
        </Button>
      </FileTrigger>
      <Button size={size} isDisabled={isReading} onPress={() => void takeFolder()}>
        <FolderOpen size={15} aria-hidden="true" />
        Choose a folder
      </Button>
    </div>
  );
}
