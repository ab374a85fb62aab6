/** Lines of the shelf for the data sets that come with the page. */
import type { ReactNode } from 'react';
import { useFirstState } from '../../store/useFirstState.ts';
import { Button } from '../controls/Button.tsx';
import { withWorkbench } from '../later/laterWorkbench.ts';
import { ShelfLine } from './ShelfLine.tsx';
import { GlyphsTaste, ShapesTaste } from './Taste.tsx';

/** The data sets that come with the page, but for the one at hand. */
export function BuiltInEntries({ held }: { readonly held: string | null }) {
  return (
    <>
      {held !== 'builtin:glyphs' && (
        <BuiltInEntry
          title="Glyphs"
          note="62 classes · built in"
          picture={<GlyphsTaste count={2} size={19} />}
          onOpen={() => withWorkbench((workbench) => workbench.openGlyphs())}
        />
      )}
      {held !== 'builtin:shapes' && (
        <BuiltInEntry
          title="Shapes"
          note="100 classes · built in"
          picture={<ShapesTaste count={2} size={19} />}
          onOpen={() => withWorkbench((workbench) => workbench.openShapes())}
        />
      )}
    </>
  );
}

interface BuiltInEntryProps {
  readonly title: string;
  readonly note: string;
  readonly picture: ReactNode;
  readonly onOpen: () => void;
}

function BuiltInEntry({ title, note, picture, onOpen }: BuiltInEntryProps) {
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  return (
    <ShelfLine title={title} note={note} picture={picture}>
      <Button
        size="small"
        isDisabled={isReading}
        aria-label={`${title}, ${note}. Open`}
        onPress={onOpen}
      >
        Open
      </Button>
    </ShelfLine>
  );
}
