/**
 * The two data sets that need no file: Glyphs, which comes with the page, and Shapes, which the
 * page draws.
 */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useFirstState } from '../../store/useFirstState.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { Characters } from '../Characters.tsx';
import { withWorkbench } from '../later/laterWorkbench.ts';
import { GlyphsTaste, ShapesTaste } from '../shelf/Taste.tsx';
import styles from './BuiltInCards.module.css';

/** The letters that come with the page. */
export function GlyphsCard() {
  return (
    <Card
      title="Glyphs"
      taste={<GlyphsTaste count={12} size={28} />}
      onOpen={() => withWorkbench((workbench) => workbench.openGlyphs())}
    >
      <Characters text="62 classes of 28 × 28, built in. Look-alikes: l I 1, O 0 o, S 5 s" />
    </Card>
  );
}

/** The figures that the page draws itself. */
export function ShapesCard() {
  return (
    <Card
      title="Shapes"
      taste={<ShapesTaste count={12} size={28} />}
      onOpen={() => withWorkbench((workbench) => workbench.openShapes())}
    >
      100 classes of 32 × 32 in 20 families, drawn here. Their tree is known
    </Card>
  );
}

interface CardProps {
  readonly title: string;
  readonly taste: ReactNode;
  readonly children: ReactNode;
  readonly onOpen: () => void;
}

function Card({ title, taste, children, onOpen }: CardProps) {
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  return (
    <Button className={styles.card} isDisabled={isReading} onPress={onOpen}>
      {taste}
      <span className={styles.text}>
        <b>{title}</b>
        <span className={textStyles.note}>{children}</span>
        <span className="visuallyHidden">. Open</span>
      </span>
    </Button>
  );
}
