import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';

/** A file as a person would drag it: its name (or path below a folder) and bytes. */
export interface DraggedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A folder on disk in which some files lie as they are dragged. */
export function droppedFolder(files: readonly DraggedFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-drop-'));
  for (const { name, bytes } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

/**
 * Drops files onto a drop zone of the page, for a data set, a tree or a network: a real drag of files on disk, as from a desktop.
 * Files whose names have a folder are dragged as that folder.
 */
export async function dropFiles(
  page: Page,
  files: readonly DraggedFile[],
  zoneName: 'data' | 'tree' | 'network' = 'data',
): Promise<void> {
  const folder = droppedFolder(files);
  const dragged = [...new Set(files.map(({ name }) => join(folder, name.split('/')[0])))];
  await dropPaths(page, dragged, zoneName);
}

/** Drops files and folders of the disk onto a drop zone of the page. */
export async function dropPaths(
  page: Page,
  dragged: readonly string[],
  zoneName: 'data' | 'tree' | 'network' = 'data',
): Promise<void> {
  const named =
    zoneName === 'data'
      ? '[data-drop-zone]:not([data-drop-zone="tree"], [data-drop-zone="network"])'
      : `[data-drop-zone="${zoneName}"]`;
  const zone = page.locator(`${named}:visible`).first();
  await zone.scrollIntoViewIfNeeded();
  const box = await zone.boundingBox();
  if (box === null) throw new Error('There is no drop zone on the page');
  const place = { x: box.x + box.width / 2, y: box.y + 8 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...dragged], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...place, data });
  }
  await session.detach();
}
