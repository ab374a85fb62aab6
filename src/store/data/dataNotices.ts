/** What the page tells of data sets that came otherwise than the experiment has it. */
import { formatHash } from '../../lib/numberFormat.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notice } from '../shellSlice.ts';
import { dataTitle, matchData } from './dataSet.ts';

type DataNotice = Omit<Notice, 'id'>;

/** That a data set was read and put aside for the one that the experiment names. */
export function asideNotice({ name }: DatasetView, { lastGood }: Draft): DataNotice {
  return {
    tone: 'info',
    title: `${name} was read and put aside`,
    message:
      `The experiment names ${dataTitle(lastGood.dataset.source)}, which is at hand. ` +
      `To use ${name} instead, open it again.`,
  };
}

/** A reason why files that are the same may have another hash. */
const otherCounting =
  ' If the files are the same: an older Espalier counted the validation images of a data set among ' +
  'its training or test images, so that its experiments name another hash.';

/** That an experiment waited for certain images and got others; null where it did not. */
export function otherNotice(
  view: DatasetView,
  { touched, lastGood }: Draft,
  earlier: DatasetView | null,
): DataNotice | null {
  const { source, hash } = lastGood.dataset;
  const waited = touched && matchData(lastGood.dataset, earlier) !== 'same';
  if (!waited || matchData(lastGood.dataset, view) === 'same') return null;
  const named = hash === null ? dataTitle(source) : `${dataTitle(source)} (${formatHash(hash)})`;
  return {
    tone: 'info',
    title: `${view.name} is not the data set that the experiment named`,
    message:
      `It named ${named}; this one has the hash ${formatHash(view.hash)}. ` +
      `The experiment now names ${view.name}, so its numbers will differ.` +
      (hash !== null && view.validationCounts !== null ? otherCounting : ''),
  };
}
