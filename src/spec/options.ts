/**
 * What a person can choose, described once: label, explanation, symbol, equation, range. The form
 * derives its fields from these descriptions, the schema its ranges and choices. Each stands beside
 * the schema that it belongs to; here they are one list, in the order of the form.
 */
import type { OptionDescription, OptionDescriptions } from './fields/optionDescription.ts';
import { membersPath } from './methods/levelwise/members.ts';
import { methodOptions } from './methods/methods.ts';
import { networkOptions } from './networks/networks.ts';
import { augmentOptions } from './sections/augmentSpec.ts';
import { datasetOptions } from './sections/datasetSpec.ts';
import { deviceOptions } from './sections/device.ts';
import { seedOptions } from './sections/seed.ts';
import { startOptions } from './sections/startSpec.ts';
import { trainingOptions } from './sections/trainingSpec.ts';
import { treeOptions } from './sections/treeSpec.ts';

/** Every option by its path in the ExperimentSpec. */
export const options = {
  ...seedOptions,
  ...datasetOptions,
  ...augmentOptions,
  ...networkOptions,
  ...startOptions,
  ...trainingOptions,
  ...methodOptions,
  ...treeOptions,
  ...deviceOptions,
} as const satisfies OptionDescriptions;

export type OptionPath = keyof typeof options;

const described: Readonly<Record<string, OptionDescription>> = options;

/** The description of the field at a path of an experiment; null for what a form has no field for. */
export function optionAt(path: string): OptionDescription | null {
  const known = describedPath(path);
  return Object.hasOwn(described, known) ? described[known] : null;
}

/** The path by which a field is described: those of level-wise members as the level-wise method's. */
export function describedPath(path: string): string {
  return path.replace(`${membersPath}.`, 'method.');
}
