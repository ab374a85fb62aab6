/**
 * What can be taken out of the page as files, result, events, network and experiment, and the way
 * back in for a log. The files are those that the command line writes.
 */
import { Download } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover, Separator, Text } from 'react-aria-components';
import { resultOf } from '../../spec/run/result.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { networksOf } from '../../store/runs/pretrainedNetworks.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { Workbench } from '../../store/workbench.ts';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import menuStyles from '../../views/kit/styles/menus.module.css';
import { Button } from '../controls/Button.tsx';
import { pickFiles } from '../pickFiles.ts';
import { saveFile } from '../saveFile.ts';
import styles from './ExportMenu.module.css';

/** Files of the run that is shown, and the way back in for a log. */
export function ExportMenu() {
  const hasRun = useWorkbench((state) => shownRun(state)?.newest != null);
  const hasNetwork = useWorkbench((state) => shownNetwork(state) !== null);
  const isValid = useWorkbench(({ draft }) => draft.spec !== null);
  const disabled = [
    ...(hasRun ? [] : ['result', 'events']),
    ...(hasRun || isValid ? [] : ['spec']),
    ...(hasNetwork ? [] : ['network']),
  ];
  return (
    <MenuTrigger>
      <Button look="quiet">
        <Download size={15} aria-hidden="true" />
        Export
      </Button>
      <Popover className={boxStyles.appearing} placement="bottom end">
        <Menu
          className={styles.menu}
          disabledKeys={disabled}
          onAction={(key) => exporters[String(key)]?.()}
        >
          <ExportItem id="result" label="Result" note="result.json: every round, every class" />
          <ExportItem id="events" label="Events" note="events.jsonl: the run, to show it again" />
          <ExportItem
            id="network"
            label="Network"
            note="network.safetensors: its weights, to start from"
          />
          <ExportItem id="spec" label="Experiment" note="spec.json, for the command line" />
          <Separator className={styles.separator} />
          <ExportItem id="import" label="Open a log…" note="events.jsonl of any run" />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

interface ExportItemProps {
  readonly id: string;
  readonly label: string;
  readonly note: string;
}

function ExportItem({ id, label, note }: ExportItemProps) {
  return (
    <MenuItem id={id} className={styles.item} textValue={label}>
      <Text slot="label" className={menuStyles.name}>
        {label}
      </Text>
      <Text slot="description" className={menuStyles.help}>
        {note}
      </Text>
    </MenuItem>
  );
}

const exporters: Readonly<Record<string, () => void>> = {
  result: () => withShown((state) => saveJson('result.json', resultOf(state))),
  events: saveLog,
  network: () => void saveNetwork(),
  spec: () => {
    const spec = shownRun(actions())?.newest?.spec ?? actions().draft.spec;
    if (spec !== null) saveJson('spec.json', spec);
  },
  import: () => void openLog(),
};

/** Saves the log of the shown run as far as it has come. */
export function saveLog(): void {
  withShown(({ runId }) => {
    const lines = actions()
      .eventsOf(runId)
      .map((event) => `${JSON.stringify(event)}\n`);
    saveFile('events.jsonl', lines.join(''), 'application/jsonl');
  });
}

/** Asks for a log and shows it. */
export async function openLog(): Promise<void> {
  const [file] = await pickFiles({ accept: '.jsonl,.ndjson,.txt' });
  if (file !== undefined) await actions().importLog(file);
}

/** The last network of the shown run, while the worker keeps it. */
function shownNetwork(state: Workbench): string | null {
  const run = shownRun(state);
  return (run && networksOf(run, state.keptRuns)[0]?.hash) ?? null;
}

async function saveNetwork(): Promise<void> {
  const hash = shownNetwork(actions());
  const bytes = hash === null ? null : await actions().networkFile(hash);
  if (bytes !== null) saveFile('network.safetensors', bytes, 'application/octet-stream');
}

function withShown(save: (state: RunState) => void): void {
  const state = shownRun(actions())?.newest;
  if (state) save(state);
}

function saveJson(name: string, value: unknown): void {
  saveFile(name, `${JSON.stringify(value, null, 2)}\n`, 'application/json');
}
