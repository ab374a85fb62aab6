/** Presets under the papers and tables that they belong to. */
import { type Preset, tableOf } from './preset.ts';

export interface PresetGroup {
  /** `Table 1`, `On any data`, `Our own`. */
  readonly name: string;
  readonly paper: string | null;
  readonly members: readonly Preset[];
}

/** Presets by table, in the order in which they come; what fits any data is a group of its own. */
export function presetGroups(presets: readonly Preset[]): PresetGroup[] {
  const names = [...new Set(presets.map(groupName))];
  return names.map((name) => {
    const members = presets.filter((preset) => groupName(preset) === name);
    return { name, paper: members[0].paper, members };
  });
}

/** Whether its network, data or epochs are fewer than the paper’s, so that it runs in minutes. */
export const isScaled = ({ id }: Pick<Preset, 'id'>): boolean => id.endsWith('-quick');

/** Whether it runs in minutes on a processor: the short forms, and those made for it. */
export function isForMinutes(preset: Preset): boolean {
  const { id, fitsAnyData, paper } = preset;
  return fitsAnyData || paper === null || isScaled(preset) || id.startsWith('mnist-');
}

function groupName(preset: Preset): string {
  if (preset.fitsAnyData) return 'Tables I and IV, on any data';
  return tableOf(preset) ?? 'Our own';
}
