/** The bar of a narrow page: what is shown, and a sheet with everything else (NarrowSheet.tsx). */
import { MenuIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { useParts } from '../later/laterParts.ts';
import { laterSheet } from '../later/laterSheet.ts';
import { Mark } from './Mark.tsx';
import styles from './NarrowBar.module.css';

/** The bar on a narrow page. */
export function NarrowBar() {
  const parts = useParts();
  const sheet = laterSheet.useState();
  const [isOpen, setOpen] = useState(false);
  return (
    <header className={styles.bar}>
      <span className={styles.mark}>
        <Mark size={24} />
      </span>
      {parts === null ? (
        <p className={styles.titles}>
          <b>Espalier</b>
        </p>
      ) : (
        <parts.NarrowTitles />
      )}
      <Button
        look="quiet"
        square
        aria-label="Menu"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPress={() => {
          setOpen(true);
          void laterSheet.read();
        }}
      >
        <MenuIcon size={20} />
      </Button>
      {sheet.phase === 'read' && <sheet.code.NarrowSheet isOpen={isOpen} onOpenChange={setOpen} />}
    </header>
  );
}
