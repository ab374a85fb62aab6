/**
 * What can be pressed at the end of a line: what its state asks for, and a menu with the rest. On a
 * narrow page the former has a row of its own below the line.
 */
import { Ellipsis, Pause, Play } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import type { LibraryRun, LibraryState } from '../../../analysis/library/libraryRun.ts';
import { growsByRounds } from '../../../spec/methods/methodFacts.ts';
import boxStyles from '../../../views/kit/styles/boxes.module.css';
import { lineTitle } from '../../../views/runs/lineWords.ts';
import { Button } from '../../controls/Button.tsx';
import { useNarrow } from '../../useWidthClass.ts';
import type { RunsParts } from '../runsParts.ts';
import styles from './LineActions.module.css';

interface LineActionsProps
  extends Pick<RunsParts, 'isBusy' | 'isPaused' | 'on' | 'ask' | 'rename'> {
  readonly line: LibraryLine;
  readonly choose: (runIds: ReadonlySet<string>) => void;
}

export function LineActions(props: LineActionsProps) {
  const isNarrow = useNarrow();
  return (
    <>
      {!isNarrow && <StateButtons {...props} size="small" />}
      <LineMenu {...props} />
    </>
  );
}

/** Nothing where the state asks for nothing. */
export function LineFoot(props: LineActionsProps) {
  const asks = props.line.runs.some(({ state }) => asking.includes(state));
  return asks ? <StateButtons {...props} size="medium" /> : null;
}

const asking: readonly LibraryState[] = ['training', 'elsewhere', 'interrupted'];

interface StateButtonsProps extends LineActionsProps {
  readonly size: 'small' | 'medium';
}

function StateButtons({ line, isBusy, isPaused, on, size }: StateButtonsProps) {
  const runOf = (state: LibraryState) => line.runs.find((run) => run.state === state);
  const [live, watched, waiting] = [runOf('training'), runOf('elsewhere'), runOf('interrupted')];
  const isWide = size === 'medium';
  const title = lineTitle(line);
  if (live !== undefined) {
    return (
      <>
        <Button
          size={size}
          square
          aria-label={`${isPaused ? 'Continue' : 'Pause'} ${title}`}
          onPress={on.togglePause}
        >
          {isPaused ? <Play size={12} /> : <Pause size={12} fill="currentColor" />}
        </Button>
        <Button size={size} wide={isWide} onPress={() => on.open(live)}>
          Watch
        </Button>
      </>
    );
  }
  if (watched !== undefined) {
    return (
      <Button size={size} wide={isWide} onPress={() => on.open(watched)}>
        Look on
      </Button>
    );
  }
  if (waiting === undefined) return null;
  return (
    <>
      <Button
        look="primary"
        size={size}
        wide={isWide}
        isDisabled={isBusy || !waiting.isKept}
        aria-label={`Resume ${title}`}
        onPress={() => on.goOn(waiting)}
      >
        <Play size={12} fill="currentColor" aria-hidden="true" />
        Resume
      </Button>
      {isWide && (
        <Button size={size} wide onPress={() => on.open(waiting)}>
          Open as it stands
        </Button>
      )}
    </>
  );
}

function LineMenu({ line, on, ask, rename, choose }: LineActionsProps) {
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
    <MenuTrigger>
      <Button look="quiet" square size="medium" aria-label={`More for ${lineTitle(line)}`}>
        <Ellipsis size={16} aria-hidden="true" />
      </Button>
      <Popover className={boxStyles.appearing} placement="bottom end">
        <Menu
          className={styles.menu}
          disabledKeys={disabled}
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
    </MenuTrigger>
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

/** Runs that can be deleted: kept, and not under way. */
export function removable(runs: readonly LibraryRun[]): string[] {
  return runs
    .filter(({ isKept, state }) => isKept && state !== 'training' && state !== 'elsewhere')
    .map(({ runId }) => runId);
}
