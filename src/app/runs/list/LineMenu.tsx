/** The menu of a line: one for the whole list, at the line whose button opened it. */
import { useRef } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import { growsByRounds } from '../../../spec/methods/methodFacts.ts';
import boxStyles from '../../../views/kit/styles/boxes.module.css';
import { lineTitle } from '../../../views/runs/lineWords.ts';
import type { RunsParts } from '../runsParts.ts';
import styles from './LineMenu.module.css';
import { removable } from './removable.ts';

interface LineMenuProps extends Pick<RunsParts, 'on' | 'ask' | 'rename'> {
  readonly choose: (runIds: ReadonlySet<string>) => void;
  readonly line: LibraryLine;
  readonly trigger: HTMLElement;
  readonly onClose: () => void;
}

export function LineMenu(props: LineMenuProps) {
  const { line, trigger, onClose, on, ask, rename, choose } = props;
  const at = useRef(trigger);
  const { runs } = line;
  const runIds = runs.map(({ runId }) => runId);
  const newest = runs.reduce((one, other) => (other.updatedAt > one.updatedAt ? other : one));
  const kept = runs.filter(({ isKept }) => isKept);
  // A run that is finished has a digest.
  const grows = newest.digest !== null && growsByRounds(newest.spec.method);
  const doings: Readonly<Record<string, () => void>> = {
    open: () => on.open(newest),
    ...(grows && { rounds: () => on.addRounds(newest) }),
    rename: () => rename(line),
    details: () => ask({ kind: 'details', line }),
    choose: () => choose(new Set(runIds)),
    export: () => ask({ kind: 'export', runIds: kept.map(({ runId }) => runId) }),
    delete: () => ask({ kind: 'delete', runIds: removable(runs) }),
  };
  const disabled = [
    ...(kept.length === 0 ? ['rename', 'export'] : []),
    ...(removable(runs).length === 0 ? ['delete'] : []),
  ];
  return (
    <Popover
      className={boxStyles.appearing}
      placement="bottom end"
      triggerRef={at}
      isOpen
      onOpenChange={onClose}
    >
      <Menu
        className={styles.menu}
        aria-label={`More for ${lineTitle(line)}`}
        disabledKeys={disabled}
        onClose={onClose}
        onAction={(key) => doings[String(key)]?.()}
      >
        <Item id="open" label={runs.length > 1 ? 'Open the last' : 'Open'} keys="" />
        {grows && (
          <Item
            id="rounds"
            label={runs.length > 1 ? 'Add rounds to the last…' : 'Add rounds…'}
            keys=""
          />
        )}
        <Item id="rename" label="Rename" keys="F2" />
        <Item id="details" label="Details and notes…" keys="" />
        <Item id="choose" label="Choose" keys="Space" />
        <Item id="export" label="Export…" keys="" />
        <Item id="delete" label="Delete…" keys="Del" />
      </Menu>
    </Popover>
  );
}

interface ItemProps {
  readonly id: string;
  readonly label: string;
  /** The key that does the same on the line; empty for none. */
  readonly keys: string;
}

function Item({ id, label, keys }: ItemProps) {
  return (
    <MenuItem id={id} className={styles.item} textValue={label}>
      <span>{label}</span>
      {keys !== '' && <kbd className={styles.key}>{keys}</kbd>}
    </MenuItem>
  );
}
