import { Button } from 'react-aria-components';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import styles from './GlyphsCard.module.css';

/** A taste of the set: characters that look alike, in three faces. */
const taste = [...'aQ7log', ...'S5RI0c'];
const faces = ['story', 'interface', 'mono'];

/** The data set that comes with the page. */
export function GlyphsCard() {
  const isReading = useWorkbench(({ data }) => data.phase === 'reading');
  return (
    <Button
      className={styles.card}
      isDisabled={isReading}
      aria-label="Glyphs, built in: 62 classes, look-alikes. Open"
      onPress={() => void actions().openGlyphs()}
    >
      <span className={styles.tiles} aria-hidden="true">
        {taste.map((letter, index) => (
          <span key={letter} className={styles.tile} data-face={faces[(index * 2) % 3]}>
            {letter}
          </span>
        ))}
      </span>
      <span className={styles.line}>
        <b>Glyphs</b>
        <span>built in</span>
      </span>
      <span className={styles.note}>
        62 classes, 28 × 28, full of look-alikes: l I 1, O 0 o, S 5
      </span>
    </Button>
  );
}
