/** The browser's folder dialog. */
import { type Pile, pileOfFiles, pileWith } from '../store/data/pile.ts';
import type { DirectoryHandle } from '../worker/pile/dropped.ts';

/** What a window has in Chromium, and the types leave out. */
interface WithPicker {
  showDirectoryPicker?(options: { readonly id: string }): Promise<DirectoryHandle>;
}

/**
 * The folder that a person chooses; null where none is chosen. It is given as a handle where the
 * browser has that, so that the worker lists it; else the browser lists it before the page hears of it.
 */
export async function pickFolder(): Promise<Pile | null> {
  const { showDirectoryPicker } = window as WithPicker;
  if (showDirectoryPicker === undefined) return pickListedFolder();
  try {
    const handle = await showDirectoryPicker.call(window, { id: 'data' });
    return pileWith(handle.name, [{ kind: 'directory', handle }]);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    // A page in a frame of another's may open no such dialog.
    return pickListedFolder();
  }
}

function pickListedFolder(): Promise<Pile | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.webkitdirectory = true;
    input.addEventListener('change', () => {
      const { files } = input;
      resolve(files === null || files.length === 0 ? null : pileOfFiles(files));
    });
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
