/**
 * What is seen before there is data: the place to drop some, the shelf to take some from,
 * experiments to begin with, and what this machine offers. Nothing is fetched or trained by itself.
 */
import boxStyles from '../../views/kit/styles/boxes.module.css';
import { useParts } from '../later/laterParts.ts';
import { AddressField } from '../shelf/AddressField.tsx';
import { RemoteEntries } from '../shelf/RemoteEntries.tsx';
import { StorageNote } from '../shelf/StorageNote.tsx';
import { StoredEntries } from '../shelf/StoredEntries.tsx';
import { GlyphsCard, ShapesCard } from './BuiltInCards.tsx';
import { DropArea } from './DropArea.tsx';
import styles from './FirstVisit.module.css';

/** The page before there is any data. */
export function FirstVisit() {
  const parts = useParts();
  return (
    <main className={boxStyles.scroller}>
      <div className={styles.columns}>
        <div>
          <h1 className={styles.hero}>
            See which classes are hard, <br />
            and what a network does about it.
          </h1>
          <p className={styles.lead}>
            Drop labelled pictures here and train on your own graphics card. A published method,
            watched as it works. Nothing is uploaded; there is no account.
          </p>
          <DropArea />
          <section aria-labelledby="shelf">
            <div className={styles.shelfHead}>
              <h2 id="shelf">Or take one from the shelf</h2>
              <span>built in, or fetched once and kept in this browser</span>
            </div>
            <div className={styles.cards}>
              <GlyphsCard />
              <ShapesCard />
            </div>
            <div className={styles.entries}>
              <StoredEntries held={null} />
              <RemoteEntries />
            </div>
            <AddressField />
            <StorageNote />
          </section>
        </div>
        <aside className={styles.aside} aria-label="Ways to start">
          {parts !== null && <parts.Ways />}
        </aside>
      </div>
    </main>
  );
}
