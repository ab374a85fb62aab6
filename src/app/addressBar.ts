/**
 * The address bar holds the experiment: the draft is written behind `#` whenever it is well
 * formed, and an address opened or pasted there restores the form. On the page of runs it begins
 * with `#runs`, which leads there again. Nothing ever runs by itself, and nothing is computed of an
 * address that this page has not written, since anybody may have sent it.
 */
import { isRepeatOf } from '../analysis/run/repeatVerdict.ts';
import type { BenchSettings } from '../spec/benchSettings.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { type ClaimedResult, decodeLink, encodeLink, LinkTooLong } from '../spec/link.ts';
import { describeIssues } from '../spec/readSpec.ts';
import type { SpecIssue } from '../spec/specIssue.ts';
import { decodeSweepLink, isSweepLink } from '../spec/sweeps/sweepLink.ts';
import { benchOf, benchRoom } from '../store/bench/benchSlice.ts';
import type { Workbench, WorkbenchStore } from '../store/workbench.ts';

/** Keeps address and draft together until the returned function is called. */
export function followAddress(store: WorkbenchStore, page: Window): () => void {
  const read = ({ hash }: Pick<URL, 'hash'>, isOwn: boolean) => {
    const { isOfRuns, link } = partsOf(hash);
    if (link !== '') openLink(store.getState(), link, isOwn);
    if (isOfRuns) store.getState().goTo('runs');
  };
  // The address may have been written again since: what was pasted there counts.
  const onChange = ({ newURL }: HashChangeEvent) => read(new URL(newURL), false);
  const unsubscribe = store.subscribe((state, before) => {
    const isEdited = state.draft !== before.draft && state.draft.touched;
    const isTurned = (state.page === 'runs') !== (before.page === 'runs');
    const isTrusted = state.isForeign !== before.isForeign;
    if (isEdited || isTurned || isTrusted) void writeAddress(store, page);
  });
  page.addEventListener('hashchange', onChange);
  const { page: chosen, isTurned } = store.getState();
  // Kept by the browser beside the address, where no link can put it.
  read(page.location, page.history.state === ownAddress);
  // The bar is there before this is: whoever has used it since stays where they went.
  if (isTurned) store.getState().goTo(chosen);
  return () => {
    unsubscribe();
    page.removeEventListener('hashchange', onChange);
  };
}

/** What an address says behind `#`: a page, a link to an experiment, or both, `#runs/1.…`. */
function partsOf(hash: string): { readonly isOfRuns: boolean; readonly link: string } {
  const [, ofRuns, link = ''] = /^#?(runs(?:\/|$))?(.*)$/s.exec(hash) ?? [];
  return { isOfRuns: ofRuns !== undefined, link };
}

/** Marks an entry of the history whose address this page has written of an own draft. */
const ownAddress = 'own experiment';

const refusedTitle = 'The link was not opened';

/** Restores the form from a link; says so and changes nothing when it is not one. */
export function openLink(workbench: Workbench, text: string, isOwn = false): boolean {
  if (isSweepLink(text)) return openSweepLink(workbench, text);
  const reading = decodeLink(text);
  if (!reading.ok) return refuse(workbench, reading.issues);
  const outdated = workbench.notices.find(({ title }) => title === refusedTitle);
  if (outdated) workbench.dismissNotice(outdated.id);
  const { spec, claimed, bench, note } = reading;
  if (isOwn) workbench.replaceDraft(spec, note);
  else workbench.openForeign(spec, note);
  workbench.claimResult(claimed === null ? null : { spec, result: claimed });
  if (bench !== undefined) {
    workbench.setBench(spec, bench);
    workbench.openRoom(benchRoom);
  }
  workbench.goTo('train');
  return true;
}

/** Opens the comparison of a link on the page of runs. */
function openSweepLink(workbench: Workbench, text: string): boolean {
  const reading = decodeSweepLink(text);
  if (!reading.ok) return refuse(workbench, reading.issues);
  workbench.openSweep(reading.sweep, 'elsewhere');
  return true;
}

function refuse(workbench: Workbench, issues: readonly SpecIssue[]): false {
  workbench.notify({
    tone: 'error',
    title: refusedTitle,
    message: `${describeIssues(issues)}. What was here is as it was.`,
  });
  return false;
}

async function writeAddress(store: WorkbenchStore, page: Window): Promise<void> {
  const { draft, page: shown, claim, bench } = store.getState();
  const isOfRuns = shown === 'runs';
  if (draft.touched && draft.spec === null) return;
  const spec = draft.touched ? draft.spec : null;
  // What the link said that it comes to holds for as long as it is that experiment.
  const isClaimed =
    spec !== null &&
    claim !== null &&
    claim.result.changed === undefined &&
    isRepeatOf(spec, claim.spec);
  const link =
    spec === null
      ? ''
      : await linkOrNone(spec, isClaimed ? claim.result : null, benchOf(bench, spec));
  // Encoding takes a moment: only the newest may be written.
  const now = store.getState();
  if (now.draft !== draft || (now.page === 'runs') !== isOfRuns) return;
  const address = [isOfRuns ? 'runs' : '', link].filter(Boolean).join('/');
  const { pathname, search } = page.location;
  const mark = now.isForeign ? null : ownAddress;
  page.history.replaceState(mark, '', address === '' ? `${pathname}${search}` : `#${address}`);
}

/** The link to an experiment; none where it is too large for one. */
async function linkOrNone(
  spec: ExperimentSpec,
  claimed: ClaimedResult | null,
  bench: BenchSettings,
): Promise<string> {
  try {
    return await encodeLink(spec, claimed, bench);
  } catch (error) {
    if (error instanceof LinkTooLong) return '';
    throw error;
  }
}
