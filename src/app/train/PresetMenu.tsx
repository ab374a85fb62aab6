import { ChevronDown } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { presetOf, presets } from '../../spec/presets.ts';
import { issueAt, valueAt } from '../../store/draft.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import floating from '../controls/floating.module.css';
import { NameField } from '../controls/NameField.tsx';
import styles from './PresetMenu.module.css';
import { Section } from './Section.tsx';

/** The experiment's name, and experiments to start from. */
export function PresetMenu() {
  const name = useWorkbench(({ draft }) => String(valueAt(draft, 'name')));
  const complaint = useWorkbench(({ draft }) => issueAt(draft, 'name'));
  return (
    <Section title="Experiment" note={<Presets />}>
      <NameField
        value={name}
        complaint={complaint}
        onChange={(value) => actions().edit('name', value)}
      />
    </Section>
  );
}

function Presets() {
  return (
    <MenuTrigger>
      <Button look="link">
        Presets
        <ChevronDown size={13} aria-hidden="true" />
      </Button>
      <Popover className={`${floating.surface} ${styles.popover}`} placement="bottom end">
        <Menu className={floating.list} onAction={(key) => take(String(key))}>
          {presets.map(({ id, title, row, expected, cost }) => (
            <MenuItem
              key={id}
              id={id}
              className={`${floating.item} ${styles.item}`}
              textValue={title}
            >
              <Text slot="label" className={styles.title}>
                {title}
              </Text>
              <Text slot="description" className={styles.facts}>
                <span>{row ?? 'our own'}</span>
                <span>Expect: {expected}.</span>
                <span>Cost: {cost}.</span>
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function take(id: string): void {
  const preset = presetOf(id);
  if (preset) actions().takePreset(preset);
}
