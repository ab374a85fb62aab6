/**
 * The experiment's name, and the presets by paper and table, each with what it is expected to come
 * to and what it costs.
 */
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import {
  Autocomplete,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  SearchField,
  Text,
  ToggleButton,
  useFilter,
} from 'react-aria-components';
import type { Preset } from '../../../spec/presets/preset.ts';
import { isForMinutes, presetGroups } from '../../../spec/presets/presetGroups.ts';
import { presetOf, presets } from '../../../spec/presets/presets.ts';
import { issueAt, valueAt } from '../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
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
        <PresetList />
      </Popover>
    </MenuTrigger>
  );
}

/** The presets under their tables, and a field that finds them by what is typed. */
function PresetList() {
  const { contains } = useFilter({ sensitivity: 'base' });
  const [typed, setTyped] = useState('');
  const [isQuick, setQuick] = useState(false);
  const shown = presetGroups(presets.filter((preset) => !isQuick || isForMinutes(preset)));
  return (
    <div className={styles.presets}>
      {/* Other presets are another list: the field would go on naming an item that has left. */}
      <Autocomplete
        key={`${isQuick}`}
        inputValue={typed}
        onInputChange={setTyped}
        filter={(text, words) => words.split(' ').every((word) => contains(text, word))}
      >
        <SearchField className={styles.search} autoFocus aria-label="Find presets">
          <Input className={styles.input} placeholder="Data, network, table" maxLength={200} />
        </SearchField>
        <Menu
          className={styles.list}
          onAction={(key) => take(String(key))}
          renderEmptyState={() => <p className={styles.none}>No preset is called so.</p>}
        >
          {shown.map(({ name, paper, members }) => (
            <MenuSection key={name}>
              <Header className={styles.table}>
                {name}
                {paper !== null && <span className={styles.paper}>{paper}</span>}
              </Header>
              {members.map(presetItem)}
            </MenuSection>
          ))}
        </Menu>
      </Autocomplete>
      <ToggleButton className={styles.quick} isSelected={isQuick} onChange={setQuick}>
        In minutes
      </ToggleButton>
    </div>
  );
}

function presetItem(preset: Preset) {
  const { id, title, row, expected, cost, fitsAnyData } = preset;
  const place = row === null || title.startsWith(row.split(', ').slice(1).join(', ')) ? [] : [row];
  return (
    <MenuItem key={id} id={id} className={styles.item} textValue={`${title} ${id} ${row ?? ''}`}>
      <Text slot="label" className={styles.title}>
        {title}
      </Text>
      <Text slot="description" className={styles.facts}>
        <span>{[...place, ...(fitsAnyData ? ['on any data'] : [])].join(' · ')}</span>
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
