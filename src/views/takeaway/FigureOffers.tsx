/**
 * What a figure can be taken away as, and how. It is fetched when a figure's menu is first opened,
 * and what draws the files when one is asked for.
 */
import { type RefObject, useState } from 'react';
import { Button } from 'react-aria-components';
import { tableCsv } from '../../analysis/tables/tableCsv.ts';
import { tableLatex } from '../../analysis/tables/tableLatex.ts';
import { tableMarkdown } from '../../analysis/tables/tableMarkdown.ts';
import { messageOf } from '../../lib/messageOf.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { Segments } from '../kit/Segments.tsx';
import { saveFile } from '../kit/saveFile.ts';
import styles from './FigureMenu.module.css';
import { fileName } from './fileName.ts';
import type { FileWishes } from './files/figureFiles.ts';
import { PixelsField } from './PixelsField.tsx';

export interface FigureOffersProps {
  readonly title: string;
  readonly table: () => FigureTable;
  /** Null while its table is shown in its place. */
  readonly figure: RefObject<HTMLElement | null> | null;
}

/** As it was wished for the last figure. */
let lastWishes: FileWishes = { theme: 'light', hasTitle: true, text: 'outlines', pixels: 1600 };

/** Forms to save a figure in. */
export function FigureOffers({ title, table, figure }: FigureOffersProps) {
  const [wishes, setWishes] = useState(lastWishes);
  const [status, setStatus] = useState('');
  const wish = (more: Partial<FileWishes>) => {
    lastWishes = { ...wishes, ...more };
    setWishes(lastWishes);
  };
  const saveTable = (ending: string, type: string, write: (table: FigureTable) => string) => {
    saveFile(`${fileName(title)}.${ending}`, write(table()), type);
    setStatus(`Saved ${fileName(title)}.${ending}`);
  };
  const saveDrawing = async (form: DrawnForm) => {
    const shown = figure?.current;
    if (!shown) return;
    setStatus(`Drawing ${drawnForms[form].label}…`);
    try {
      const { name, content, type } = await drawnFile(shown, form, title, wishes);
      saveFile(name, content, type);
      setStatus(`Saved ${name}`);
    } catch (error) {
      setStatus(`It could not be drawn: ${messageOf(error)}`);
    }
  };
  return (
    <>
      <div className={styles.forms}>
        {drawnList.map((form) => (
          <FormButton
            key={form}
            {...drawnForms[form]}
            isDisabled={figure === null}
            onPress={() => void saveDrawing(form)}
          />
        ))}
        <FormButton
          label="CSV"
          note="Its numbers"
          onPress={() => saveTable('csv', 'text/csv', tableCsv)}
        />
        <FormButton
          label="LaTeX"
          note="Its table"
          onPress={() => saveTable('tex', 'application/x-tex', tableLatex)}
        />
        <FormButton
          label="Markdown"
          note="Its table"
          onPress={() => saveTable('md', 'text/markdown', tableMarkdown)}
        />
      </div>
      {figure === null ? (
        <p className={styles.note}>Show the chart instead of its table to take the drawing away.</p>
      ) : (
        <Wishes wishes={wishes} onWish={wish} />
      )}
      <p className={styles.note} role="status">
        {status}
      </p>
    </>
  );
}

type DrawnForm = 'svg' | 'pdf' | 'png';

const drawnList: readonly DrawnForm[] = ['svg', 'pdf', 'png'];

const drawnForms: Readonly<Record<DrawnForm, { readonly label: string; readonly note: string }>> = {
  svg: { label: 'SVG', note: 'To edit' },
  pdf: { label: 'PDF', note: 'For LaTeX' },
  png: { label: 'PNG', note: 'Picture' },
};

async function drawnFile(figure: HTMLElement, form: DrawnForm, title: string, wishes: FileWishes) {
  const files = await import('./files/figureFiles.ts');
  const name = `${fileName(title)}.${form}`;
  switch (form) {
    case 'svg':
      return { name, content: await files.figureSvg(figure, wishes), type: 'image/svg+xml' };
    case 'pdf':
      return { name, content: await files.figurePdf(figure, wishes), type: 'application/pdf' };
    case 'png':
      return { name, content: await files.figurePng(figure, wishes), type: 'image/png' };
  }
}

interface FormButtonProps {
  readonly label: string;
  readonly note: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

function FormButton({ label, note, isDisabled = false, onPress }: FormButtonProps) {
  return (
    <Button className={styles.form} isDisabled={isDisabled} onPress={onPress}>
      <b>{label}</b> <span>{note}</span>
    </Button>
  );
}

interface WishesProps {
  readonly wishes: FileWishes;
  readonly onWish: (more: Partial<FileWishes>) => void;
}

function Wishes({ wishes, onWish }: WishesProps) {
  return (
    <div className={styles.wishes}>
      <span>Text in SVG</span>
      <Segments
        label="Text in SVG"
        options={[
          { id: 'outlines', label: 'Outlines' },
          { id: 'live', label: 'Live text' },
        ]}
        chosen={wishes.text}
        onChoose={(text) => onWish({ text })}
      />
      <span>Colours</span>
      <Segments
        label="Colours"
        options={[
          { id: 'light', label: 'Light' },
          { id: 'dark', label: 'Dark' },
        ]}
        chosen={wishes.theme}
        onChoose={(theme) => onWish({ theme })}
      />
      <span>Title</span>
      <Segments
        label="Title"
        options={[
          { id: 'with', label: 'In the drawing' },
          { id: 'without', label: 'Left out' },
        ]}
        chosen={wishes.hasTitle ? 'with' : 'without'}
        onChoose={(choice) => onWish({ hasTitle: choice === 'with' })}
      />
      <span>PNG</span>
      <PixelsField pixels={wishes.pixels} onPixels={(pixels) => onWish({ pixels })} />
    </div>
  );
}
