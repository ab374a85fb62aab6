/**
 * The list of runs: groups with a head, lines that open into their seeds, and only what is in sight
 * drawn. React-aria walks it by arrows, opens lines with → and chooses with Space; what it leaves
 * out (F2, Delete, Enter whatever is chosen) is heard here.
 */
import { type KeyboardEvent, memo, useMemo } from 'react';
import {
  Collection,
  ListLayout,
  Tree,
  TreeHeader,
  TreeItem,
  TreeItemContent,
  TreeSection,
  Virtualizer,
} from 'react-aria-components';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import { lineSentence } from '../../../views/runs/lineSentence.ts';
import { lineTitle, runTitle } from '../../../views/runs/lineWords.ts';
import { useNarrow } from '../../useWidthClass.ts';
import { GroupHead } from './GroupHead.tsx';
import { LineRow } from './LineRow.tsx';
import { allRows, chosenKeys, chosenRuns, type ListGroup, type ListRow } from './listRows.ts';
import styles from './RunTree.module.css';
import { useFirstLines } from './useFirstLines.ts';

export interface RunTreeProps {
  readonly groups: readonly ListGroup[];
  /** Another object whenever the person asks for other lines: the first of them are then drawn first. */
  readonly drawnFor: object;
  /** Ids of runs. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (runIds: ReadonlySet<string>) => void;
  /** Keys of lines whose runs are shown one by one. */
  readonly opened: ReadonlySet<string>;
  readonly onOpened: (keys: ReadonlySet<string>) => void;
  /** A line of one run is to be shown. */
  readonly onOpen: (line: LibraryLine) => void;
  readonly onRename: (line: LibraryLine) => void;
  /** These runs are to be deleted. */
  readonly onDelete: (runIds: readonly string[]) => void;
}

const heights = {
  wide: { rowSize: 44, headingSize: 56 },
  narrow: { estimatedRowSize: 64, headingSize: 48 },
};

export const RunTree = memo(function RunTree(props: RunTreeProps) {
  const { groups, drawnFor, chosen, onChoose, opened, onOpened } = props;
  const drawn = useFirstLines(groups, drawnFor);
  const isNarrow = useNarrow();
  const keys = useMemo(() => chosenKeys(groups, chosen), [groups, chosen]);
  const act = (key: unknown) => {
    const row = allRows(groups).find((one) => one.key === key);
    if (row !== undefined) openRow(row, props);
  };
  return (
    <div className={styles.frame} onKeyDownCapture={(event) => hearKey(event, props)}>
      <Virtualizer layout={ListLayout} layoutOptions={isNarrow ? heights.narrow : heights.wide}>
        <Tree
          className={styles.tree}
          aria-label="Runs"
          items={drawn}
          selectionMode="multiple"
          selectedKeys={keys}
          onSelectionChange={(after) => onChoose(chosenRuns(groups, chosen, after))}
          expandedKeys={opened}
          onExpandedChange={(after) => onOpened(new Set([...after].map(String)))}
          onAction={act}
          dependencies={[opened]}
        >
          {(group) => (
            <TreeSection id={group.key}>
              <TreeHeader className={styles.header}>
                <GroupHead group={group.group} axis={group.axis} />
              </TreeHeader>
              <Collection items={group.rows} dependencies={[opened]}>
                {(row) => <LineItem row={row} isOpen={opened.has(row.key)} />}
              </Collection>
            </TreeSection>
          )}
        </Tree>
      </Virtualizer>
    </div>
  );
});

interface LineItemProps {
  readonly row: ListRow;
  readonly isSingle?: boolean;
  /** Whether its runs are shown: of a large library most lines are closed, and theirs are not made. */
  readonly isOpen?: boolean;
}

function LineItem({ row, isSingle = false, isOpen = false }: LineItemProps) {
  const { key, line, single } = row;
  const title = isSingle ? runTitle(line.runs[0]) : lineTitle(line);
  return (
    <TreeItem
      id={key}
      className={styles.item}
      textValue={title}
      hasChildItems={single.length > 0}
      aria-label={lineSentence(line, title)}
    >
      <TreeItemContent>
        <LineRow row={row} title={title} isSingle={isSingle} />
      </TreeItemContent>
      <Collection items={isOpen ? single : []}>
        {(one) => <LineItem row={one} isSingle />}
      </Collection>
    </TreeItem>
  );
}

/** A line of several runs opens into them, a run into its page. */
function openRow({ key, line, single }: ListRow, { opened, onOpened, onOpen }: RunTreeProps): void {
  if (single.length === 0) {
    onOpen(line);
    return;
  }
  const after = new Set(opened);
  if (!after.delete(key)) after.add(key);
  onOpened(after);
}

function hearKey(event: KeyboardEvent, props: RunTreeProps): void {
  const { target, key } = event;
  const isRow = target instanceof HTMLElement && target.role === 'row';
  if (!isRow || !['Enter', 'F2', 'Delete', 'Backspace'].includes(key)) return;
  const row = allRows(props.groups).find((one) => one.key === target.dataset.key);
  if (row === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (key === 'Enter') openRow(row, props);
  else if (key === 'F2') props.onRename(row.line);
  else props.onDelete(toDelete(row, props.chosen));
}

/** What is chosen where the line is part of it, else the line alone. */
function toDelete({ line }: ListRow, chosen: ReadonlySet<string>): string[] {
  const own = line.runs.map(({ runId }) => runId);
  return own.every((runId) => chosen.has(runId)) ? [...chosen] : own;
}
