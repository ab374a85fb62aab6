/**
 * The address bar holds the experiment: the draft is written behind `#` whenever it is well
 * formed, and an address opened or pasted there restores the form. Nothing ever runs by itself.
 */
import { decodeLink, encodeLink } from '../spec/link.ts';
import { describeIssues } from '../spec/readSpec.ts';
import type { Workbench, WorkbenchStore } from '../store/workbench.ts';

/** Keeps address and draft together until the returned function is called. */
export function followAddress(store: WorkbenchStore, page: Window): () => void {
  const read = ({ hash }: Pick<URL, 'hash'>) => {
    if (hash.length > 1) openLink(store.getState(), hash);
  };
  // The address may have been written again since: what was pasted there counts.
  const onChange = ({ newURL }: HashChangeEvent) => read(new URL(newURL));
  const unsubscribe = store.subscribe((state, before) => {
    if (state.draft !== before.draft && state.draft.touched) void writeAddress(store, page);
  });
  page.addEventListener('hashchange', onChange);
  read(page.location);
  return () => {
    unsubscribe();
    page.removeEventListener('hashchange', onChange);
  };
}

const refusedTitle = 'The link was not opened';

/** Restores the form from a link; says so and changes nothing when it is not one. */
export function openLink(workbench: Workbench, text: string): boolean {
  const reading = decodeLink(text);
  if (!reading.ok) {
    workbench.notify({
      tone: 'error',
      title: refusedTitle,
      message: `${describeIssues(reading.issues)}. What was here is as it was.`,
    });
    return false;
  }
  const outdated = workbench.notices.find(({ title }) => title === refusedTitle);
  if (outdated) workbench.dismissNotice(outdated.id);
  workbench.replaceDraft(reading.spec);
  workbench.goTo('train');
  return true;
}

async function writeAddress(store: WorkbenchStore, page: Window): Promise<void> {
  const { draft } = store.getState();
  if (draft.spec === null) return;
  const link = await encodeLink(draft.spec);
  // Encoding takes a moment: only the newest draft may be written.
  if (store.getState().draft === draft) page.history.replaceState(null, '', `#${link}`);
}
