/**
 * Presets: experiments worth repeating, each with its paper, the row it belongs to, what to expect
 * and what it costs. Expected results are published or measured, never hoped for.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { glyphsCnn } from './baseSpecs.ts';
import { featuresPresets } from './featuresPresets.ts';
import { levelwisePresets } from './levelwisePresets.ts';
import { levelwiseTablePresets } from './levelwiseTablePresets.ts';
import { membersPresets } from './membersPresets.ts';
import type { Preset } from './preset.ts';
import { shapesPresets } from './shapesPresets.ts';
import { tableOnePresets } from './tableOnePresets.ts';
import { tableTwoPresets } from './tableTwoPresets.ts';
import { unlikeNetworksPresets } from './unlikeNetworksPresets.ts';

export const presets: readonly Preset[] = [
  {
    id: 'glyphs-cnn',
    title: 'Look-alike letters',
    summary: 'Watch l, I and 1, and O, 0 and o, take the weight.',
    paper: null,
    row: null,
    expected: 'test error 10.94, 9.65, 9.41, 9.01% for 1 to 4 networks, measured here with seed 1',
    cost: '4 small CNNs × 8 epochs × 152 steps of batch 128: about 4 minutes on one core',
    published: null,
    files: null,
    fitsAnyData: false,
    spec: glyphsCnn,
  },
  ...tableOnePresets,
  ...tableTwoPresets,
  ...unlikeNetworksPresets,
  ...levelwisePresets(glyphsCnn),
  ...levelwiseTablePresets,
  ...membersPresets(glyphsCnn),
  ...shapesPresets(glyphsCnn),
  ...featuresPresets(glyphsCnn),
];

/** The preset of that id, or undefined. */
export function presetOf(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}

/** The files of a data set, for people, where a preset says which they are; else null. */
export function filesOfSource(source: string): string | null {
  return presets.find(({ spec }) => spec.dataset.source === source)?.files ?? null;
}

/** What the form starts from: the first preset. */
export const defaultSpec: ExperimentSpec = glyphsCnn;
