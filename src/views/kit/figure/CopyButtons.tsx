import { tableCsv } from '../../../analysis/tables/tableCsv.ts';
import { tableLatex } from '../../../analysis/tables/tableLatex.ts';
import { tableMarkdown } from '../../../analysis/tables/tableMarkdown.ts';
import type { TextTable } from '../../../analysis/tables/textTable.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './FigureFrame.module.css';

/** Copies a table as CSV, Markdown or LaTeX. */
export function CopyButtons({ table }: { readonly table: TextTable }) {
  return (
    <div className={styles.copies}>
      <CopyButton format="CSV" text={() => tableCsv(table)} />
      <CopyButton format="Markdown" text={() => tableMarkdown(table)} />
      <CopyButton format="LaTeX" text={() => tableLatex(table)} />
    </div>
  );
}
