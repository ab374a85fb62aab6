/** What the page tells of an experiment that was fitted to a data set. */
import { networksText } from '../../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { describedPath, options } from '../../spec/options.ts';
import type { Notice } from '../shellSlice.ts';
import type { FittedField } from './fitToData.ts';

/** What follows from other fields, and is not told by itself. */
const silent = /^name$|^training\.schedule\./;

/** The notice of what was changed; null where nothing is worth telling. */
export function fittedNotice(
  name: string,
  changes: readonly FittedField[],
  undo: () => void,
): Omit<Notice, 'id'> | null {
  const told = changes.filter(({ path }) => !silent.test(path)).map(textOf);
  if (told.length === 0) return null;
  return {
    tone: 'info',
    title: `The experiment was fitted to ${name}`,
    message: `${told.join('; ')}. What you have chosen yourself stayed.`,
    action: { label: 'Undo', act: undo },
  };
}

function textOf({ path, before, after }: FittedField): string {
  if (path === 'network') return `Network ${networkOf(after)} (was ${networkOf(before)})`;
  if (path === 'method') return 'One flat network, as there are too few classes to group';
  return `${labelOf(path)} ${valueText(after)} (was ${valueText(before)})`;
}

const networkOf = (value: unknown): string => networksText(value as NetworkSpec | NetworkSpec[]);

function labelOf(path: string): string {
  const described: Readonly<Record<string, { readonly label: string }>> = options;
  return described[describedPath(path)]?.label ?? path;
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'object' ? 'given' : String(value);
}
