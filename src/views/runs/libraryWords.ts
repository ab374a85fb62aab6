/** The library as a whole in words: what heads the page, and what heads a group. */

import { fieldNames } from '../../analysis/comparison/differingText.ts';
import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import { isUnderWay, type LibraryRun } from '../../analysis/library/libraryRun.ts';
import { pathsBesideSeed, type RunGroup } from '../../analysis/library/runGroups.ts';
import { capitalised, countWord, epochsText } from '../../analysis/story/storyWords.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import { roundsOf } from '../../spec/methods/methodFacts.ts';
import { networksText } from '../../spec/networks/networkFacts.ts';
import { deviceName } from './lineWords.ts';

/** A piece of the sentence. */
export interface LibraryStoryPart {
  readonly text: string;
  readonly isStrong: boolean;
}

/** `105 runs are kept here. Two are training, one of them in another window; one waits.` */
export function libraryStory(runs: readonly LibraryRun[]): LibraryStoryPart[] {
  const [count, are] =
    runs.length === 1 ? ['One run', 'is'] : [`${formatCount(runs.length)} runs`, 'are'];
  const doings = doingText(runs);
  return [
    { text: count, isStrong: true },
    {
      text: ` ${are} kept here.${doings === '' ? '' : ` ${capitalised(doings)}.`}`,
      isStrong: false,
    },
  ];
}

/** The same without the count, where that stands elsewhere; whole where nothing goes on. */
export function briefStory(runs: readonly LibraryRun[]): LibraryStoryPart[] {
  const doings = doingText(runs);
  if (doings === '') return libraryStory(runs);
  return [{ text: `${capitalised(doings)}.`, isStrong: false }];
}

/** What is going on, or waits for the person; empty where nothing does. */
function doingText(runs: readonly LibraryRun[]): string {
  const active = runs.filter(isUnderWay).length;
  const elsewhere = runs.filter(({ state }) => state === 'elsewhere').length;
  const waiting = runs.filter(({ state }) => state === 'interrupted').length;
  const training =
    active === 0 ? '' : `${countWord(active)} ${active === 1 ? 'is' : 'are'} training`;
  return [`${training}${elsewhereText(active, elsewhere)}`, waitingText(waiting)]
    .filter(Boolean)
    .join('; ');
}

function elsewhereText(active: number, elsewhere: number): string {
  if (elsewhere === 0) return '';
  if (elsewhere === active) return ' in another window';
  return `, ${countWord(elsewhere)} of them in another window`;
}

function waitingText(count: number): string {
  if (count === 0) return '';
  return `${countWord(count)} ${count === 1 ? 'waits' : 'wait'} to go on`;
}

/** What a group is about: `Glyphs, MLP 32`. */
export function groupTitle({ dataset, network }: RunGroup): string {
  if (dataset === null) return 'All runs';
  return network === null ? dataset.name : `${dataset.name}, ${networksText(network)}`;
}

/** The fields in which the lines of a group differ; empty for a line alone. */
export function groupFields({ lines, differing, seedsDiffer }: RunGroup): string {
  if (lines.length < 2) return '';
  const sets = new Set(lines.map(({ runs: [run] }) => run.datasetHash));
  const fields = [...(sets.size > 1 ? ['data set'] : []), ...fieldNames(differing)];
  return shortList([...fields, ...(seedsDiffer ? ['seed'] : [])], 3);
}

/** What the runs of a group share beyond its title, and in what they differ. */
export function groupNote(group: RunGroup): string {
  const { lines } = group;
  const epochs = new Set(lines.map(({ spec }) => spec.training.epochs));
  const hasRounds = lines.some(({ spec }) => roundsOf(spec.method) > 1);
  const budget =
    epochs.size === 1 ? `${epochsText([...epochs][0])}${hasRounds ? ' a round' : ''}` : '';
  const fields = groupFields(group);
  return [budget, fields === '' ? '' : `differ in ${fields}`].filter(Boolean).join(' · ');
}

/** Where a group was trained on several kinds of devices. */
export function devicesText({ devices }: RunGroup): string {
  return devices.length < 2 ? '' : `trained on ${joined(devices.map(deviceName))}`;
}

/** In what the chosen lines differ. */
export function chosenText(lines: readonly LibraryLine[]): string {
  if (lines.length < 2) return '';
  const fields = fieldNames(pathsBesideSeed(lines));
  const sets = new Set(lines.map(({ runs }) => runs[0].datasetHash));
  const all = [...(sets.size > 1 ? ['data set'] : []), ...fields];
  if (all.length === 0) return 'the same experiment';
  const list = all.length > maxNamed ? shortList(all, maxNamed) : joined(all);
  return `they differ in ${list}${all.length > maxNamed ? '' : ', nothing else'}`;
}

const maxNamed = 4;

/** The first few, and how many more. */
function shortList(names: readonly string[], most: number): string {
  const more = names.length - most;
  return more <= 0 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${more} more`;
}

function joined(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
