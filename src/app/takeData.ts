/** Ways in for data sets, and what opens after each. */
import type { DropItem } from 'react-aria-components';
import { sweepFormat } from '../spec/sweeps/sweepFormat.ts';
import { type Pile, pileOfFiles } from '../store/data/pile.ts';
import { pileOfDrop } from './droppedFiles.ts';
import type { DroppedFolders } from './droppedFolders.ts';
import { laterWorkbench } from './later/laterWorkbench.ts';
import { pickFolder } from './pickFolder.ts';

/** Reads dropped things: a log is shown again, anything else is taken as a data set. */
export async function takeDropped(
  items: Iterable<DropItem>,
  folders: DroppedFolders,
): Promise<void> {
  await takePile(await pileOfDrop(items, folders));
}

/** As {@link takeDropped}, with files from a dialog. */
export async function takeFiles(files: ArrayLike<File> | null): Promise<void> {
  await takePile(files === null || files.length === 0 ? null : pileOfField(files));
}

/** Asks for a folder and takes it as a data set. */
export async function takeFolder(): Promise<void> {
  await takePile(await pickFolder());
}

async function takePile(pile: Pile | null): Promise<void> {
  if (pile === null) return;
  const [code, sweep] = await Promise.all([laterWorkbench.read(), sweepIn(pile)]);
  if (code === null) return;
  if (sweep !== null) {
    await code.actions().openSweepFile(sweep);
    return;
  }
  const log = logOf(pile);
  await (log === null ? code.actions().readFiles(pile) : code.actions().importLog(log));
}

/** The log that a pile is, if it is one: a file by itself. */
function logOf(pile: Pile): File | null {
  const file = fileOf(pile);
  return file?.name.endsWith('.jsonl') ? file : null;
}

/** Longer files are no comparisons. */
const longestSweep = 16_000_000;

/** The comparison that a pile is, if it is one: a file by itself that says so. */
async function sweepIn(pile: Pile): Promise<File | null> {
  const file = fileOf(pile);
  if (!file?.name.toLowerCase().endsWith('.json') || file.size > longestSweep) return null;
  try {
    const value: unknown = JSON.parse(await file.text());
    const says = typeof value === 'object' && value !== null && 'format' in value;
    return says && value.format === sweepFormat ? file : null;
  } catch {
    return null;
  }
}

/** The one file that a pile is; null for any other. */
function fileOf({ dropped: [first, second] }: Pile): File | null {
  if (first?.kind !== 'files' || second !== undefined || first.files.length !== 1) return null;
  const [{ file, path }] = first.files;
  return path === file.name ? file : null;
}

/** A file field empties its list when it is used again. */
export const pileOfField = (files: ArrayLike<File>): Pile => pileOfFiles(Array.from(files));
