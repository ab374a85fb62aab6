import { ChevronDown } from 'lucide-react';
import { memo } from 'react';
import {
  Button as AriaButton,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { lineOrders } from '../../analysis/library/lineOrder.ts';
import { runGroupings } from '../../analysis/library/runGroups.ts';
import { capitalised } from '../../analysis/story/storyWords.ts';
import { Segments } from '../../views/kit/Segments.tsx';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import menuStyles from '../../views/kit/styles/menus.module.css';
import styles from './ListOrder.module.css';
import type { RunsView } from './useRunsView.ts';

type ListOrderProps = Pick<RunsView, 'grouping' | 'setGrouping' | 'order' | 'setOrder'>;

/** How the list is grouped and sorted. */
export const ListOrder = memo(function ListOrder(props: ListOrderProps) {
  const { grouping, setGrouping, order, setOrder } = props;
  return (
    <div className={styles.tools}>
      <span className={styles.label}>Grouped by</span>
      <Segments
        label="Grouped by"
        options={runGroupings.map((id) => ({ id, label: capitalised(id) }))}
        chosen={grouping}
        onChoose={setGrouping}
      />
      <Select
        className={styles.select}
        value={order}
        onChange={(key) => {
          const chosen = lineOrders.find((one) => one === key);
          if (chosen !== undefined) setOrder(chosen);
        }}
      >
        <Label className={styles.label}>Sorted by</Label>
        <AriaButton className={styles.choice}>
          <SelectValue />
          <ChevronDown size={13} aria-hidden="true" />
        </AriaButton>
        <Popover className={boxStyles.appearing}>
          <ListBox className={menuStyles.list}>
            {lineOrders.map((one) => (
              <ListBoxItem key={one} id={one} className={styles.item}>
                {one}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Select>
    </div>
  );
});
