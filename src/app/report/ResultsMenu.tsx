/** What a comparison can be taken away as: its report, and its table for papers and programs. */
import { Download } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { resultsStory } from '../../analysis/results/resultsStory.ts';
import type { ResultsTable } from '../../analysis/results/resultsTable.ts';
import { resultsText } from '../../analysis/tables/resultsText.ts';
import { tableCsv } from '../../analysis/tables/tableCsv.ts';
import { tableLatex } from '../../analysis/tables/tableLatex.ts';
import { tableMarkdown } from '../../analysis/tables/tableMarkdown.ts';
import { saveFile } from '../../views/kit/saveFile.ts';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import menuStyles from '../../views/kit/styles/menus.module.css';
import { Button } from '../controls/Button.tsx';
import styles from '../shell/ExportMenu.module.css';
import { readReports } from './readReports.ts';

interface ResultsMenuProps {
  readonly table: ResultsTable;
  /** Key of the row that the story speaks of; null leaves it to the tests. */
  readonly held: string | null;
}

export function ResultsMenu({ table, held }: ResultsMenuProps) {
  const savers: Readonly<Record<string, () => void>> = {
    report: () => void saveReport(table, held),
    csv: () => saveFile('results.csv', tableCsv(resultsText(table)), 'text/csv'),
    latex: () => saveFile('results.tex', tableLatex(resultsText(table)), 'application/x-tex'),
    markdown: () => saveFile('results.md', tableMarkdown(resultsText(table)), 'text/markdown'),
  };
  return (
    <MenuTrigger>
      <Button look="quiet">
        <Download size={15} aria-hidden="true" />
        Take away
      </Button>
      <Popover className={boxStyles.appearing} placement="bottom end">
        <Menu className={styles.menu} onAction={(key) => savers[String(key)]?.()}>
          {offers.map(({ id, label, note }) => (
            <MenuItem key={id} id={id} className={styles.item} textValue={label}>
              <Text slot="label" className={menuStyles.name}>
                {label}
              </Text>
              <Text slot="description" className={menuStyles.help}>
                {note}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const offers = [
  { id: 'report', label: 'Report', note: 'One page: story, table, charts, specs, links' },
  { id: 'latex', label: 'Table as LaTeX', note: 'booktabs; bold where the test allows' },
  { id: 'markdown', label: 'Table as Markdown', note: 'The same for the web' },
  { id: 'csv', label: 'Table as CSV', note: 'Every mean, interval and p' },
];

async function saveReport(table: ResultsTable, held: string | null): Promise<void> {
  const reports = await readReports();
  if (reports === null) return;
  const names = table.rows.map(({ name }) => name);
  await reports.saveComparisonReport(table, {
    title: names.length > 3 ? `${names.length} settings compared` : names.join(', '),
    story: resultsStory(table, held)
      .map(({ text }) => text)
      .join(''),
  });
}
