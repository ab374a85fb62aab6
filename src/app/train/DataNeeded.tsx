import { DropZone, Text } from 'react-aria-components';
import { formatHash } from '../../lib/numberFormat.ts';
import { dataTitle, heldData } from '../../store/dataSet.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { FileButtons } from '../first/DropArea.tsx';
import { takeDropped } from '../takeData.ts';
import styles from './DataNeeded.module.css';
import { filesNote } from './DataSummary.tsx';

/** What is being read, while something is. */
function ReadingStatus() {
  const what = useWorkbench(({ data }) => (data.phase === 'reading' ? data.what : null));
  return <p role="status">{what !== null && `Reading ${what}…`}</p>;
}

/** Offers to load the data that the experiment names. Nothing is trained by itself. */
export function DataNeeded() {
  const { source, hash } = useWorkbench(({ draft }) => draft.lastGood.dataset);
  const held = useWorkbench(({ data }) => heldData(data)?.name ?? null);
  const isBuiltIn = source.startsWith('builtin:');
  return (
    <div className={styles.needed}>
      <h1 className={styles.story}>
        This experiment is about <b>{dataTitle(source)}</b>.{' '}
        {isBuiltIn ? 'It comes with the page.' : 'Bring your own copy of it.'}
      </h1>
      <DropZone
        data-drop-zone
        className={styles.zone}
        onDrop={({ items }) => void takeDropped(items)}
      >
        {isBuiltIn ? (
          <Button look="primary" size="large" onPress={() => void actions().openBuiltIn(source)}>
            Open {dataTitle(source)}
          </Button>
        ) : (
          <>
            <Text slot="label" className={styles.title}>
              {filesNote(source) || `Drop the files of ${dataTitle(source)}.`}
            </Text>
            {hash !== null && (
              <p className={styles.hash}>
                The images must have the hash <code>{formatHash(hash)}</code>; it is checked.
              </p>
            )}
            <FileButtons />
          </>
        )}
        <ReadingStatus />
      </DropZone>
      {held !== null && <Button onPress={() => actions().useHeldData()}>Use {held} instead</Button>}
    </div>
  );
}
