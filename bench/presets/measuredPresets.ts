/** What the page tells of measured presets (src/spec/presets/measuredPresets.json), from the rows. */
import { networkCountOf } from '../../src/spec/methods/methodFacts.ts';
import type { MeasuredPreset } from '../../src/spec/presets/measuredErrors.ts';
import { presets } from '../../src/spec/presets/presets.ts';
import { measuredSpec, type PresetRow, rowMeasured } from './presetRow.ts';

/** The seed whose figures are told. */
const seed = 1;

/** By id, in the order of the presets; none of one that was changed since, or not measured on WASM. */
export function measuredPresets(rows: readonly PresetRow[]): Record<string, MeasuredPreset> {
  const measured = presets.flatMap(({ id, spec }) => {
    const row = rowMeasured(rows, measuredSpec(spec, seed, 'wasm'));
    if (row === undefined) return [];
    return [[id, toldOf(row, networkCountOf(spec.method))] as const];
  });
  return Object.fromEntries(measured);
}

function toldOf(row: PresetRow, networks: number): MeasuredPreset {
  const { ensembleErrors, topErrors, dataset, processorSeconds } = row;
  return { networks, ensembleErrors, topErrors, testImages: dataset.test, processorSeconds };
}

/** The file, as the formatter has it: a list of numbers is one line. */
export function measuredText(told: Readonly<Record<string, MeasuredPreset>>): string {
  const json = JSON.stringify(told, null, 2);
  const inLine = json.replaceAll(/\[[^\]]*\]/g, (list) => JSON.stringify(JSON.parse(list)));
  return `${inLine.replaceAll(/(\d),(\d)/g, '$1, $2')}\n`;
}
