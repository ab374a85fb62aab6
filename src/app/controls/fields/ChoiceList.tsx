import { Check } from 'lucide-react';
import { ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { ChoiceOption } from '../../../spec/fields/optionDescription.ts';
import menuStyles from '../../../views/kit/styles/menus.module.css';
import styles from './ChoiceList.module.css';
import fieldStyles from './Field.module.css';

/** The open list of a choice. */
export function ChoiceList({ choices }: { readonly choices: ChoiceOption['choices'] }) {
  return (
    <Popover className={styles.popover} placement="bottom end">
      <ListBox className={menuStyles.list}>
        {choices.map(({ value, label, help, ours }) => (
          <ListBoxItem key={value} id={value} textValue={label} className={styles.item}>
            <Check size={13} className={styles.check} aria-hidden="true" />
            <Text slot="label" className={menuStyles.name}>
              {label} {ours && <span className={fieldStyles.ours}>ours</span>}
            </Text>
            <Text slot="description" className={styles.help}>
              {help}
            </Text>
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  );
}
