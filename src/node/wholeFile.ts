/** Files that are there as a whole or not at all. */
import { open, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file under another name first, and renames it once it is whole and on the disk: whatever
 * cuts that off leaves what was there before.
 */
export async function writeWhole(
  path: string,
  data: Uint8Array | string | Iterable<string>,
): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'w');
  try {
    await writeFile(file, data);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
  await file.close();
  await rename(partial, path);
}
