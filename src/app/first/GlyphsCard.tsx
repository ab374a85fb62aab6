import { Button } from 'react-aria-components';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Characters } from '../Characters.tsx';
import styles from './GlyphsCard.module.css';

/** A taste of the set: characters that look alike, in three faces. */
const taste = [...'aQ7logS5RI0cC1OsxkK9uUvV'];
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
      <span className={styles.text}>
        <b>Glyphs</b>
        <span className={styles.note}>
          <Characters text="62 classes of 28 × 28, built in. Look-alikes: l I 1, O 0 o, S 5 s" />
        </span>
      </span>
      <span className={styles.tiles} aria-hidden="true">
        {taste.map((letter, index) => (
          <span key={letter} className={styles.tile} data-face={faces[index % 3]}>
            {letter}
          </span>
        ))}
      </span>
    </Button>
  );
}
