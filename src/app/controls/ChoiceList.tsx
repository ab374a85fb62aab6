import { Check } from 'lucide-react';
import { ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { ChoiceOption } from '../../spec/fields/optionDescription.ts';
import styles from './ChoiceList.module.css';
import fieldStyles from './Field.module.css';
import floating from './floating.module.css';

/** The open list of a choice. */
export function ChoiceList({ choices }: { readonly choices: ChoiceOption['choices'] }) {
  return (
    <Popover className={`${floating.surface} ${styles.popover}`} placement="bottom end">
      <ListBox className={floating.list}>
        {choices.map(({ value, label, help, ours }) => (
          <ListBoxItem
            key={value}
            id={value}
            textValue={label}
            className={`${floating.item} ${styles.item}`}
          >
            <Check size={13} className={styles.check} aria-hidden="true" />
            <Text slot="label" className={styles.label}>
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
