/**
 * In place of the charts while the images that the experiment names are not at hand: where they can
 * be had, in the order of least effort.
 */
import { Text } from 'react-aria-components';
import { catalogueEntry } from '../../data/catalog/catalogue.ts';
import { formatHash } from '../../lib/numberFormat.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { imagesOfBuiltInTrunk } from '../../spec/presets/builtInTrunk.ts';
import { imagesSourceOf } from '../../spec/sections/featuresSource.ts';
import type { FeaturesSpec } from '../../spec/sections/featuresSpec.ts';
import { dataTitle, heldData } from '../../store/data/dataSet.ts';
import { storedFor } from '../../store/data/storageSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { Button } from '../controls/Button.tsx';
import { DataDropZone } from '../controls/DataDropZone.tsx';
import { FetchOffer } from '../data/reading/FetchOffer.tsx';
import { ReadingProgress } from '../data/reading/ReadingProgress.tsx';
import { FileButtons } from '../first/DropArea.tsx';
import styles from './DataNeeded.module.css';
import { filesNote } from './form/DataSummary.tsx';

/** Offers to load the data that the experiment names. Nothing is trained by itself. */
export function DataNeeded() {
  const named = useWorkbench(({ draft }) => draft.lastGood.dataset);
  const held = useWorkbench(({ data }) => heldData(data)?.name ?? null);
  const stored = useWorkbench(({ storage }) => storedFor(named, storage));
  const { source } = named;
  const isBuiltIn = source.startsWith('builtin:') || imagesOfBuiltInTrunk(source) !== null;
  const images = imagesSourceOf(source);
  const isRemote = source.startsWith('hf:') || catalogueEntry(source) !== undefined;
  const title = stored?.name ?? dataTitle(source);
  return (
    <div className={styles.needed}>
      <h1 className={textStyles.statement}>
        This experiment is about <b>{title}</b>. {whereFrom(isBuiltIn, stored !== null, isRemote)}
      </h1>
      <DataDropZone className={styles.zone}>
        {isBuiltIn && (
          <OpenButton title={title} onPress={() => void actions().openBuiltIn(source)} />
        )}
        {stored !== null && (
          <OpenButton title={title} onPress={() => void actions().openStored(stored.hash)} />
        )}
        {isRemote && stored === null && <FetchOffer key={source} source={source} />}
        {!isBuiltIn && stored === null && images === null && <AskForFiles named={named} />}
        {!isBuiltIn && stored === null && images !== null && named.features !== undefined && (
          <AskForModel model={named.features} images={images} />
        )}
        <ReadingProgress />
      </DataDropZone>
      {held !== null && <Button onPress={() => actions().useHeldData()}>Use {held} instead</Button>}
    </div>
  );
}

function whereFrom(isBuiltIn: boolean, isStored: boolean, isRemote: boolean): string {
  if (isBuiltIn) return 'It comes with the page.';
  if (isStored) return 'It is stored in this browser.';
  return isRemote ? 'Fetch it, or bring your own copy of it.' : 'Bring your own copy of it.';
}

interface OpenButtonProps {
  readonly title: string;
  readonly onPress: () => void;
}

function OpenButton({ title, onPress }: OpenButtonProps) {
  const isReading = useWorkbench(({ data }) => data.phase === 'reading');
  return (
    <Button look="primary" size="large" isDisabled={isReading} onPress={onPress}>
      Open {title}
    </Button>
  );
}

/** Asks for the images, then for the model whose features of them the experiment trains on. */
function AskForModel({ model, images }: { readonly model: FeaturesSpec; readonly images: string }) {
  const areHeld = useWorkbench(({ data }) => heldData(data)?.source === images);
  const title = dataTitle(images);
  return (
    <>
      <Text slot="label" className={styles.title}>
        {areHeld
          ? `Drop the model “${model.name}”: its model.json with all shards.`
          : `Open ${title} first, then drop the model “${model.name}”.`}
      </Text>
      {!areHeld && images.startsWith('builtin:') && (
        <OpenButton title={title} onPress={() => void actions().openBuiltIn(images)} />
      )}
      <p className={styles.hash}>
        The model must have the hash <code title={model.model}>{formatHash(model.model)}</code>; it
        is checked.
      </p>
      <FileButtons />
    </>
  );
}

/** Class names that are listed, at most; the others are counted. */
const listedClasses = 12;

/** Asks for a data set that is not here, by its name, its classes and its hash. */
function AskForFiles({ named }: { readonly named: ExperimentSpec['dataset'] }) {
  const { source, hash, classes } = named;
  const others = (classes?.length ?? 0) - listedClasses;
  return (
    <>
      <Text slot="label" className={styles.title}>
        {filesNote(source) || `Drop the files of ${dataTitle(source)}.`}
      </Text>
      {classes !== null && (
        <p className={styles.hash}>
          It has the classes {classes.slice(0, listedClasses).join(', ')}
          {others > 0 && ` and ${others} more`}.
        </p>
      )}
      {hash !== null && (
        <p className={styles.hash}>
          The images must have the hash <code title={hash}>{formatHash(hash)}</code>; it is checked.
        </p>
      )}
      <FileButtons />
    </>
  );
}
