/**
 * What can be taken out of the page as files, result, events, network and experiment, and the way
 * back in for a log. The files are those that the command line writes.
 */
import { Download } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover, Separator, Text } from 'react-aria-components';
import { wholeResult } from '../../analysis/run/wholeResult.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { archiveOf } from '../../storage/archiveOf.ts';
import { flatTwinOf, twinAt } from '../../store/runs/flatTwin.ts';
import type { ModelFormat } from '../../store/runs/modelSlice.ts';
import { networksOf, type PretrainedNetwork } from '../../store/runs/pretrainedNetworks.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { Workbench } from '../../store/workbench.ts';
import { saveFile } from '../../views/kit/saveFile.ts';
import boxStyles from '../../views/kit/styles/boxes.module.css';
import menuStyles from '../../views/kit/styles/menus.module.css';
import { Button } from '../controls/Button.tsx';
import { pickFiles } from '../pickFiles.ts';
import { readReports } from '../report/readReports.ts';
import styles from './ExportMenu.module.css';
import { modelFormats } from './modelFormats.ts';

/** Files of the run that is shown, and the way back in for a log. */
export function ExportMenu() {
  const hasRun = useWorkbench((state) => shownRun(state)?.newest != null);
  const networks = useWorkbench((state) => shownNetworks(state).length);
  const isValid = useWorkbench(({ draft }) => draft.spec !== null);
  const disabled = [
    ...(hasRun ? [] : ['report', 'result', 'events']),
    ...(hasRun || isValid ? [] : ['spec']),
    ...(networks > 0 ? [] : ['network', 'publish', ...modelFormats.map(({ format }) => format)]),
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
          <ExportItem
            id="report"
            label="Report"
            note="One page: story, charts, tables, spec, link"
          />
          <ExportItem id="result" label="Result" note="result.json: every round, every class" />
          <ExportItem id="events" label="Events" note="events.jsonl: the run, to show it again" />
          <ExportItem
            id="network"
            label={networks > 1 ? `All ${networks} networks` : 'Network'}
            note={
              networks > 1
                ? 'networks.zip: a file for each round, to start from'
                : 'network.safetensors: its weights, to start from'
            }
          />
          {modelFormats.map(({ format, label, note }) => (
            <ExportItem key={format} id={format} label={label} note={note} />
          ))}
          <ExportItem
            id="publish"
            label="Publish to the Hugging Face Hub…"
            note="With your own token; you are told what goes where before"
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
  report: () => void saveReport(),
  result: () => withShown((state) => saveJson('result.json', wholeResult(state))),
  events: saveLog,
  network: () => void saveNetworks(),
  onnx: () => void saveModel('onnx'),
  tfjs: () => void saveModel('tfjs'),
  safetensors: () => void saveModel('safetensors'),
  publish: () => withShown((state) => actions().askToPublish(state)),
  spec: () => {
    const spec = shownRun(actions())?.newest?.spec ?? actions().draft.spec;
    if (spec !== null) saveJson('spec.json', spec);
  },
  import: () => void openLog(),
};

/** Saves the report of the shown run; charts of it are those that the page of runs shows. */
async function saveReport(): Promise<void> {
  const state = shownRun(actions())?.newest;
  if (!state) return;
  const reports = await readReports();
  if (reports === null) return;
  const flat = twinAt(flatTwinOf(state, actions().runs), state);
  await reports.saveRunReport(state, flat, actions().page === 'train');
}

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

/** The networks of the shown run that the worker keeps, the last first. */
function shownNetworks(state: Workbench): readonly PretrainedNetwork[] {
  const run = shownRun(state);
  return run === null ? [] : networksOf(run, state.keptRuns);
}

/** Saves the network of the shown run, or an archive of all its networks, named by round. */
async function saveNetworks(): Promise<void> {
  const networks = shownNetworks(actions()).toReversed();
  const files = await Promise.all(
    networks.map(async ({ hash, round }) => ({
      name: networks.length > 1 ? `network-${round}.safetensors` : 'network.safetensors',
      bytes: await actions().networkFile(hash),
    })),
  );
  const held = files.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, bytes }]));
  if (held.length === 1) saveFile(held[0].name, held[0].bytes, 'application/octet-stream');
  if (held.length < 2) return;
  saveFile('networks.zip', await archiveOf(held), 'application/zip');
}

/** Saves what the shown run's networks say together, with its card, for other programs. */
async function saveModel(format: ModelFormat): Promise<void> {
  const state = shownRun(actions())?.newest;
  const file = state ? await actions().exportModel(state, format) : null;
  if (file !== null) saveFile(file.name, file.bytes, 'application/zip');
}

function withShown(save: (state: RunState) => void): void {
  const state = shownRun(actions())?.newest;
  if (state) save(state);
}

function saveJson(name: string, value: unknown): void {
  saveFile(name, `${JSON.stringify(value, null, 2)}\n`, 'application/json');
}
