/** Ways to begin with a preset. */
import type { Preset } from '../../spec/presets/preset.ts';
import { actions } from '../../store/useWorkbench.ts';
import { pileOfField } from '../takeData.ts';

/** Takes a preset; when its data set is built in, opens it and trains. */
export async function startPreset(preset: Preset): Promise<void> {
  actions().takePreset(preset);
  if (await actions().openBuiltIn(preset.spec.dataset.source)) await actions().startRun();
}

/** Takes a preset and the files that it needs; it is ready to train then. */
export async function startPresetWith(
  preset: Preset,
  files: ArrayLike<File> | null,
): Promise<void> {
  if (files === null || files.length === 0) return;
  actions().takePreset(preset);
  if (await actions().readFiles(pileOfField(files))) actions().goTo('train');
}
