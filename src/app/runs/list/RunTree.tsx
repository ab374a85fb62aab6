/**
 * The list of runs: groups with a head, lines that open into their seeds, and only what is in sight drawn,
 * however many there are. It is a tree grid as ARIA's practices describe it: one row is reached by Tab, arrows
 * walk rows and what can be pressed in them, → opens a line, Space chooses it.
 */
import { memo, useContext, useMemo, useRef } from 'react';
import { GroupHead } from './GroupHead.tsx';
import { isRowItem, listItems } from './listItems.ts';
import styles from './RunTree.module.css';
import { RunListContext } from './runListTools.ts';
import type { RunTreeProps } from './runTreeProps.ts';
import { TreeRow } from './TreeRow.tsx';
import { useDrawnItems } from './useDrawnItems.ts';
import { useLongTouch } from './useLongTouch.ts';
import { useRowChoice } from './useRowChoice.ts';
import { keyOfRow, useRowFocus } from './useRowFocus.ts';
import { useTreeActs } from './useTreeActs.ts';

export const RunTree = memo(function RunTree(props: RunTreeProps) {
  const { groups, opened } = props;
  const tools = useContext(RunListContext);
  const frame = useRef<HTMLTableElement>(null);
  const items = useMemo(() => listItems(groups, opened), [groups, opened]);
  const choice = useRowChoice({ ...props, items });
  const focus = useRowFocus(items, frame);
  const list = useDrawnItems(items, frame, focus.stop);
  const moveTo = (place: number) => {
    list.scrollTo(place);
    focus.moveTo(place);
  };
  const { menu, closeMenu, ...heard } = useTreeActs({ ...props, items, choice, moveTo });
  const touched = useLongTouch(({ target }) => {
    const key = keyOfRow(target);
    if (key !== null) choice.toggle(key);
  });
  return (
    <>
      <table
        ref={frame}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: tables are what ARIA makes tree grids of
        role="treegrid"
        tabIndex={-1}
        className={styles.tree}
        style={{ height: list.height }}
        aria-label="Runs"
        aria-multiselectable
        aria-rowcount={items.length}
        aria-colcount={1}
        onFocus={focus.hear}
        onBlur={focus.hearLeave}
        {...touched}
        {...heard}
      >
        <tbody>
          {list.drawn.map((drawn) => {
            const { index } = drawn;
            const item = items[index];
            const shared = { index, top: list.top(drawn), measure: list.measure };
            return isRowItem(item) ? (
              <TreeRow
                key={item.key}
                item={item}
                isChosen={choice.keys.has(item.key)}
                isStop={index === focus.stop}
                {...shared}
              />
            ) : (
              <GroupHead
                key={item.key}
                group={item.group.group}
                axis={item.group.axis}
                {...shared}
              />
            );
          })}
        </tbody>
      </table>
      {menu !== null && tools.menu(menu.line, menu.trigger, closeMenu)}
    </>
  );
});
