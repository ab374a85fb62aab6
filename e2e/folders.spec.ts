/**
 * Folders that are dropped or chosen: by their handles, which the worker lists, and by the ways of
 * browsers that have none. Nothing is timed here; `npm run bench:dropping` does that.
 */
import { expect, type Page, test } from '@playwright/test';
import { writePng } from '../src/data/testing/writePng.ts';
import { readFromDisk } from '../src/node/sourceFiles.ts';
import { filesAtOnce } from '../src/worker/pile/dropped.ts';
import { seriousViolations } from './axe.ts';
import { type DraggedFile, dropFiles, droppedFolder } from './dropFiles.ts';

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name });
const shape = { height: 8, width: 8, channels: 1 } as const;

/** A folder of classes, `count` pictures each. */
const leaves = (count: number): DraggedFile[] =>
  ['oak', 'Elm', 'äsche'].flatMap((one, label) =>
    Array.from({ length: count }, (_, image) => ({
      name: `leaves/${one}/${image}.png`,
      bytes: writePng(new Uint8Array(64).fill(60 * label + image), shape),
    })),
  );

/** What the page's thread makes and sends, watched from before its first line. */
interface Watched {
  /** Files that were made of others. */
  wrapped: number;
  /** Files in each message to the worker that has any. */
  pieces: number[];
  /** Handles of folders that went to the worker. */
  handles: string[];
}
type Watching = typeof globalThis & { watched: Watched };

async function watch(page: Page): Promise<() => Promise<Watched>> {
  await page.addInitScript(() => {
    const watched: Watched = { wrapped: 0, pieces: [], handles: [] };
    (globalThis as Watching).watched = watched;
    globalThis.File = new Proxy(File, {
      construct(Made, given) {
        watched.wrapped++;
        return new Made(...(given as ConstructorParameters<typeof File>));
      },
    });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...sent: [unknown, never]) {
      const { ask } = sent[0] as { ask?: { files?: unknown[]; dropped?: Sent[] } };
      const files = [ask?.files ?? [], ...(ask?.dropped ?? []).map(({ files }) => files ?? [])];
      watched.pieces.push(...files.map(({ length }) => length).filter((length) => length > 0));
      for (const { handle } of ask?.dropped ?? []) if (handle) watched.handles.push(handle.name);
      post.apply(this, sent);
    };
    type Sent = { files?: unknown[]; handle?: { name: string } };
  });
  return () => page.evaluate(() => (globalThis as Watching).watched);
}

/** A browser without handles of what is dropped or chosen, as Firefox and WebKit are. */
const withoutHandles = (page: Page) =>
  page.addInitScript(() => {
    Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
    Object.defineProperty(globalThis, 'showDirectoryPicker', { value: undefined });
  });

/** The hash of the data set that the command line reads in a folder. */
const hashOnDisk = async (files: readonly DraggedFile[]) =>
  (await readFromDisk([`${droppedFolder(files)}/leaves`])).hash;

const shownHash = (page: Page) => page.getByText(/^data [0-9a-f]/).getAttribute('title');

test('a dropped folder goes to the worker as its handle, and is what the command line reads', async ({
  page,
}) => {
  const watched = await watch(page);
  await page.goto('/');
  const files = leaves(12);
  await dropFiles(page, files);
  await expect(heading(page, /leaves.*3 classes.*36 images/)).toBeVisible();
  expect(await shownHash(page)).toBe(await hashOnDisk(files));
  expect(await watched()).toEqual({ wrapped: 0, pieces: [], handles: ['leaves'] });
});

test('a browser without handles sends plain files in pieces, to the same data set', async ({
  page,
}) => {
  const watched = await watch(page);
  await withoutHandles(page);
  await page.goto('/');
  const files = leaves(30);
  const hash = await hashOnDisk(files);
  await dropFiles(page, files);
  await expect(heading(page, /leaves.*3 classes.*90 images/)).toBeVisible();
  expect(await shownHash(page)).toBe(hash);
  const dropped = await watched();
  expect(dropped).toMatchObject({ wrapped: 0, handles: [] });
  expect(dropped.pieces.reduce((sum, piece) => sum + piece, 0)).toBe(90);
  expect(Math.max(...dropped.pieces)).toBe(filesAtOnce);

  // Chosen by the dialog, it is the same, and told as a folder.
  const [dialog] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a folder' }).click(),
  ]);
  await dialog.setFiles(`${droppedFolder(leaves(40))}/leaves`);
  await expect(heading(page, /leaves.*3 classes.*120 images/)).toBeVisible();
  await expect(page.getByText('from the 120 files you dropped')).toBeVisible();
  await expect(page.getByText('120 files, ')).toBeVisible();
  expect(await watched()).toMatchObject({ wrapped: 0 });
});

test('a folder is chosen by its handle; one that is gone is refused by name', async ({ page }) => {
  await page.addInitScript(() => {
    // A real handle, of a folder that the browser keeps for the page: no dialog can be driven here.
    const picker = async () => {
      const root = await navigator.storage.getDirectory();
      return root.getDirectoryHandle('chosen');
    };
    Object.assign(globalThis, { showDirectoryPicker: picker });
  });
  await page.goto('/');
  const given = leaves(12).map(
    ({ name, bytes }) => [name.split('/').slice(1), [...bytes]] as const,
  );
  await page.evaluate(async (pictures) => {
    const root = await navigator.storage.getDirectory();
    const chosen = await root.getDirectoryHandle('chosen', { create: true });
    for (const [[label, name], bytes] of pictures) {
      const folder = await chosen.getDirectoryHandle(label, { create: true });
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(Uint8Array.from(bytes));
      await file.close();
    }
  }, given);
  const choose = page.getByRole('button', { name: 'Choose a folder' });
  await choose.click();
  await expect(heading(page, /chosen.*3 classes.*36 images/)).toBeVisible();
  expect(await shownHash(page)).toBe(await hashOnDisk(leaves(12)));

  await page.evaluate(() => {
    const open = FileSystemDirectoryHandle.prototype.getDirectoryHandle;
    FileSystemDirectoryHandle.prototype.getDirectoryHandle = async function (name, options) {
      const handle = await open.call(this, name, options);
      if (name === 'chosen') await this.removeEntry(name, { recursive: true });
      return handle;
    };
  });
  await choose.click();
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText('chosen');
  await expect(alert).toContainText('this folder could not be read: it was moved or taken away');
  await expect(alert).toContainText('What to do');
  await expect(heading(page, /chosen.*3 classes/)).toBeVisible();
});

test('a long listing counts what it finds, and is given up by keyboard', async ({ page }) => {
  await withoutHandles(page);
  await page.goto('/');
  await dropFiles(page, leaves(2));
  await expect(heading(page, /leaves.*3 classes/)).toBeVisible();
  await page.evaluate(() => {
    // A folder that never ends.
    const entryOf = DataTransferItem.prototype.webkitGetAsEntry;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const folder = entryOf.call(this) as FileSystemDirectoryEntry;
      const { name, isFile, isDirectory } = folder;
      const found = new Promise<FileSystemEntry[]>((resolve) =>
        folder.createReader().readEntries(resolve),
      );
      const readEntries = (hear: (entries: FileSystemEntry[]) => void) =>
        setTimeout(() => void found.then(hear), 20);
      const createReader = () => ({ readEntries });
      return { name, isFile, isDirectory, createReader } as unknown as FileSystemEntry;
    };
  });
  await dropFiles(
    page,
    leaves(20).map(({ name, bytes }) => ({ name: name.replace(/.*\//, 'plants/'), bytes })),
  );
  const said = page.getByRole('status').filter({ hasText: /Looking through plants/ });
  await expect(page.getByText(/^Looking through plants… [\d,]+ files$/).first()).toBeVisible();
  await expect(said.first()).toBeAttached();
  expect(await seriousViolations(page)).toEqual([]);
  const cancel = page.getByRole('button', { name: 'Cancel' });
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await cancel.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(cancel).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Looking through/)).toHaveCount(0);
  await expect(heading(page, /leaves.*3 classes/)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
