/**
 * The bar of a wide page: the pages, what is shown and its hash, and what leaves the page as a link
 * or a file.
 */
import { useParts } from '../later/laterParts.ts';
import { useNarrow } from '../useWidthClass.ts';
import { AboutButton } from './AboutButton.tsx';
import { Mark } from './Mark.tsx';
import { NarrowBar } from './NarrowBar.tsx';
import { PageLinks } from './PageLinks.tsx';
import { ThemeButton } from './ThemeButton.tsx';
import styles from './TopBar.module.css';

/** The bar over every page. */
export function TopBar() {
  const parts = useParts();
  if (useNarrow()) return <NarrowBar />;
  return (
    <header className={styles.bar}>
      <span className={styles.brand}>
        <Mark size={22} />
        <span className={styles.name}>Espalier</span>
      </span>
      <PageLinks />
      {parts === null ? <span className={styles.gap} /> : <parts.ExperimentName />}
      <div className={styles.tools}>
        {parts !== null && <parts.RunTools />}
        <ThemeButton />
        <AboutButton />
      </div>
    </header>
  );
}
