/**
 * The experiment's name, and the presets by paper, each with what it is expected to come to and
 * what it costs.
 */
import { ChevronDown } from 'lucide-react';
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components';
import type { Preset } from '../../../spec/presets/preset.ts';
import { presetOf, presets } from '../../../spec/presets/presets.ts';
import { issueAt, valueAt } from '../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import menuStyles from '../../../views/kit/styles/menus.module.css';
import { Button } from '../../controls/Button.tsx';
import { NameField } from '../../controls/fields/NameField.tsx';
import { RailSection } from '../RailSection.tsx';
import styles from './PresetMenu.module.css';

/** The experiment's name, and experiments to start from. */
export function PresetMenu() {
  const name = useWorkbench(({ draft }) => String(valueAt(draft, 'name')));
  const complaint = useWorkbench(({ draft }) => issueAt(draft, 'name'));
  return (
    <RailSection title="Experiment" note={<Presets />}>
      <NameField
        value={name}
        complaint={complaint}
        onChange={(value) => actions().edit('name', value)}
      />
    </RailSection>
  );
}

function Presets() {
  return (
    <MenuTrigger>
      <Button look="link">
        Presets
        <ChevronDown size={13} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <Menu className={menuStyles.list} onAction={(key) => take(String(key))}>
          {papers.map((paper) => (
            <MenuSection key={paper ?? 'ours'}>
              <Header className={styles.paper}>{paper ?? 'Our own'}</Header>
              {presets.filter((preset) => preset.paper === paper).map(presetItem)}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Papers in the order of their presets; null for our own. */
const papers = [...new Set(presets.map(({ paper }) => paper))];

function presetItem({ id, title, row, expected, cost, fitsAnyData }: Preset) {
  return (
    <MenuItem key={id} id={id} className={styles.item} textValue={title}>
      <Text slot="label" className={styles.title}>
        {title}
      </Text>
      <Text slot="description" className={styles.facts}>
        <span>{[...(row ? [row] : []), ...(fitsAnyData ? ['on any data'] : [])].join(' · ')}</span>
        <span>Expect: {expected}.</span>
        <span>Cost: {cost}.</span>
      </Text>
    </MenuItem>
  );
}

function take(id: string): void {
  const preset = presetOf(id);
  if (preset) actions().takePreset(preset);
}
