import type { Notebook } from '../engine/tfjs/backends/deviceKnowledge.ts';
import type { Files } from '../storage/files.ts';
import { writeFile } from '../storage/writeFile.ts';

const fileName = 'graphics.json';

/** What is learned of graphics adapters, in a file beside all else that the page keeps. */
export function graphicsNotebook(openFiles: () => Promise<Files>, version: string): Notebook {
  return {
    version,
    read: async () => {
      const bytes = await (await openFiles()).read(fileName);
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
    write: async (text) => writeFile(await openFiles(), fileName, new TextEncoder().encode(text)),
  };
}
