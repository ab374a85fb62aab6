/** What a press or a key on the list does. The list hears of all of them, its rows of none. */
import { type ChangeEvent, type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import { isRowItem, type ListItem, type RowItem } from './listItems.ts';
import type { ListRow } from './listRows.ts';
import { controlBeside, pressedControl } from './rowControls.ts';
import { rowAbove, rowCalled, rowReached } from './rowSteps.ts';
import type { RunTreeProps } from './runTreeProps.ts';
import type { RowChoice } from './useRowChoice.ts';
import { keyOfRow } from './useRowFocus.ts';

interface TreeActsOptions extends RunTreeProps {
  readonly items: readonly ListItem[];
  readonly choice: RowChoice;
  /** Gives the focus to the row at a place. */
  readonly moveTo: (place: number) => void;
}

interface OpenMenu {
  readonly line: LibraryLine;
  /** What it was opened by and stands at. */
  readonly trigger: HTMLElement;
}

/** Letters further apart than these milliseconds begin another name. */
const typingPause = 1000;

export function useTreeActs(options: TreeActsOptions) {
  const { items, choice, moveTo, chosen, opened, onOpened, onOpen, onRename, onDelete } = options;
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const typed = useRef({ letters: '', at: 0 });

  const placeOf = ({ currentTarget, target }: { currentTarget: Element; target: EventTarget }) => {
    // What floats over the page lies in the list for React, and elsewhere for people.
    if (!(target instanceof Element) || !currentTarget.contains(target)) return null;
    const key = keyOfRow(target);
    const place = items.findIndex((item) => item.key === key);
    const item = items[place];
    return item !== undefined && isRowItem(item) ? { place, item } : null;
  };
  const turn = ({ key }: RowItem) => {
    const after = new Set(opened);
    if (!after.delete(key)) after.add(key);
    onOpened(after);
  };
  const open = (item: RowItem) => {
    if (item.isOpen === null) onOpen(item.row.line);
    else turn(item);
  };

  const onClick = (event: MouseEvent) => {
    const hit = placeOf(event);
    if (hit === null) return;
    const { item } = hit;
    const control = pressedControl(event.target);
    if (control?.dataset.does === 'turn') turn(item);
    else if (control?.dataset.does === 'menu') setMenu({ line: item.row.line, trigger: control });
    if (control !== null) return;
    if (event.shiftKey) choice.extend(item.key);
    else if (choice.keys.size > 0) choice.toggle(item.key);
    else open(item);
  };

  const onChange = (event: ChangeEvent) => {
    const hit = placeOf(event);
    if (hit === null || !(event.target instanceof HTMLInputElement)) return;
    if (event.target.type !== 'checkbox') return;
    if (Reflect.get(event.nativeEvent, 'shiftKey') === true) choice.extend(hit.item.key);
    else choice.toggle(hit.item.key);
  };

  const hearSideways = (event: KeyboardEvent<HTMLElement>, place: number, item: RowItem) => {
    const isForth = event.key === 'ArrowRight';
    const isOnRow = isRowElement(event.target);
    const above = rowAbove(items, place);
    if (isOnRow && item.isOpen === !isForth) turn(item);
    else if (isOnRow && !isForth && above !== null) moveTo(above);
    else controlBeside(event.target, isForth ? 1 : -1)?.focus();
  };

  const hearLetter = (event: KeyboardEvent, place: number) => {
    const { letters, at } = typed.current;
    const isMore = event.timeStamp - at < typingPause;
    const name = (isMore ? letters : '') + event.key;
    typed.current = { letters: name, at: event.timeStamp };
    const called = rowCalled(items, place, name);
    if (called !== null) moveTo(called);
  };

  /** Whether the key means something to the row, and has been answered. */
  const hearOnRow = (event: KeyboardEvent, { place, item }: { place: number; item: RowItem }) => {
    const { key, shiftKey } = event;
    if (key === 'Enter') open(item);
    else if (key === ' ') (shiftKey ? choice.extend : choice.toggle)(item.key);
    else if (key === 'F2') onRename(item.row.line);
    else if (key === 'Delete' || key === 'Backspace') onDelete(toDelete(item.row, chosen));
    else if (key.length === 1 && key !== '/' && !hasModifier(event)) hearLetter(event, place);
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const hit = placeOf(event);
    if (hit === null) return;
    const { key } = event;
    const isOnRow = isRowElement(event.target);
    const reached = rowReached(items, hit.place, key);
    const reachedItem = reached === null ? undefined : items[reached];
    if (reached !== null && reachedItem !== undefined) {
      moveTo(reached);
      if (event.shiftKey) choice.extend(reachedItem.key);
    } else if (key === 'ArrowRight' || key === 'ArrowLeft') {
      hearSideways(event, hit.place, hit.item);
    } else if (key === 'a' && (event.ctrlKey || event.metaKey)) choice.all();
    else if (key === 'Escape' && choice.keys.size > 0) choice.none();
    else if (!isOnRow || !hearOnRow(event, hit)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { menu, closeMenu: () => setMenu(null), onClick, onChange, onKeyDown };
}

const isRowElement = (target: EventTarget) =>
  target instanceof HTMLElement && target.dataset.key !== undefined;

const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => ctrlKey || metaKey || altKey;

/** What is chosen where the line is part of it, else the line alone. */
function toDelete({ line }: ListRow, chosen: ReadonlySet<string>): string[] {
  const own = line.runs.map(({ runId }) => runId);
  return own.every((runId) => chosen.has(runId)) ? [...chosen] : own;
}
