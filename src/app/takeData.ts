/** Ways in for data sets, and what opens after each. */
import type { DropItem } from 'react-aria-components';
import type { Preset } from '../spec/presets/preset.ts';
import { actions } from '../store/useWorkbench.ts';
import { filesIn } from './droppedFiles.ts';

/** Reads dropped things: a log is shown again, anything else is taken as a data set. */
export async function takeDropped(items: Iterable<DropItem>): Promise<void> {
  await takeFiles(await filesIn(items));
}

export async function takeFiles(files: readonly File[]): Promise<boolean> {
  if (files.length === 0) return false;
  const [first] = files;
  if (files.length === 1 && first.name.endsWith('.jsonl')) return actions().importLog(first);
  return actions().readFiles(files);
}

/** Takes a preset; when its data set is built in, opens it and trains. */
export async function startPreset(preset: Preset): Promise<void> {
  actions().takePreset(preset);
  if (await actions().openBuiltIn(preset.spec.dataset.source)) await actions().startRun();
}

/** Takes a preset and the files that it needs; it is ready to train then. */
export async function startPresetWith(preset: Preset, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  actions().takePreset(preset);
  if (await actions().readFiles(files)) actions().goTo('train');
}
