/** Runs in folders of their own, as project files take them and give them. */
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hashBytes } from '../lib/hash.ts';
import { FolderFiles } from '../node/folderFiles.ts';
import { UsageError } from '../node/usageError.ts';
import { writeWhole } from '../node/wholeFile.ts';
import { resultOf } from '../spec/run/result.ts';
import {
  otherRunId,
  type RunContent,
  renamedRun,
  runContentIn,
} from '../storage/projects/runContent.ts';
import type { FileSource, RunSource } from '../storage/projects/writeProject.ts';
import { CheckpointStore } from '../storage/runs/checkpointStore.ts';
import { longestNotes, longestTitle } from '../storage/runs/runAbout.ts';
import { folderNames, isRunId } from '../storage/runs/runFileNames.ts';
import { writeFile } from '../storage/writeFile.ts';
import { jsonPieces } from './jsonPieces.ts';
import { isSavedNetwork } from './savedNetworks.ts';

/** What a person added to a run in a browser. */
const aboutName = 'about.json';
const aboutSchema = z.object({
  title: z.string().max(longestTitle).nullable(),
  notes: z.string().max(longestNotes),
});
type About = z.infer<typeof aboutSchema>;

/** Networks of a run that came out of a project file; those saved here lie beside the log. */
const networksFolder = 'networks';
const ending = '.safetensors';

/** The run of a folder, to be written to a project file. @throws UsageError where there is none. */
export async function folderSource(folder: string, withNetworks: boolean): Promise<RunSource> {
  const read = await runContentIn(new FolderFiles(folder), folderNames, await aboutIn(folder));
  if (read === null) {
    throw new UsageError(
      `${folder}: it holds no run whose log can be read. Give the --out folder of a run`,
    );
  }
  const content = isRunId(read.runId) ? read : await renamedRun(read, otherRunId(read));
  return {
    id: content.runId,
    name: folder,
    load: async () => content,
    networks: withNetworks ? await networksIn(folder) : [],
    remains: [],
  };
}

async function aboutIn(folder: string): Promise<About> {
  const nothing = { title: null, notes: '' };
  const text = await readFile(join(folder, aboutName), 'utf8').catch(() => null);
  if (text === null) return nothing;
  try {
    return aboutSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UsageError(
      `${join(folder, aboutName)}: it does not hold a title and notes (${(error as Error).message})`,
    );
  }
}

async function networksIn(folder: string): Promise<FileSource[]> {
  const names = await readdir(join(folder, networksFolder)).catch(() => []);
  const paths = names
    .filter((name) => name.endsWith(ending))
    .map((name) => join(networksFolder, name));
  const sources = new Map<string, FileSource>();
  const saved = (await readdir(folder)).filter(isSavedNetwork);
  for (const path of [...saved, ...paths]) {
    const bytes = await readFile(join(folder, path)).catch(() => null);
    if (bytes === null) continue;
    const hash = hashBytes(new Uint8Array(bytes));
    const read = async () => new Uint8Array(await readFile(join(folder, path)));
    sources.set(hash, { name: hash, read });
  }
  return [...sources.values()];
}

/** The run of a folder as its log tells it; null where there is none. */
export async function logInFolder(folder: string): Promise<Uint8Array | null> {
  return new FolderFiles(folder).read(folderNames.log);
}

/** Folders that are filled under other names, and renamed once all of them are whole. */
export class FoldersInTheMaking {
  private readonly made = new Map<string, string>();

  /** Writes a run that is to lie in `folder`, with its networks by hash. */
  async write(
    folder: string,
    { log, state, title, notes, placed }: RunContent,
    networks: ReadonlyMap<string, Uint8Array>,
  ): Promise<void> {
    const partial = `${folder}.partial`;
    this.made.set(folder, partial);
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    const files = new FolderFiles(partial);
    await writeFile(files, folderNames.log, log);
    if (placed !== null) {
      await new CheckpointStore(files, folderNames).write(placed.checkpoint, placed.logBytes, '');
    }
    if (networks.size > 0) await mkdir(join(partial, networksFolder));
    for (const [hash, bytes] of networks) {
      await writeWhole(join(partial, networksFolder, `${hash}${ending}`), bytes);
    }
    if (title !== null || notes !== '') {
      await writeWhole(join(partial, aboutName), `${JSON.stringify({ title, notes }, null, 1)}\n`);
    }
    if (state.phase !== 'training' && state.phase !== 'paused') {
      await writeWhole(join(partial, 'result.json'), jsonPieces(resultOf(state)));
    }
  }

  /**
   * Gives all of them their names, then does what belongs with them. What stands in the way of
   * either ends it, and then none of them is there.
   */
  async finish(last: () => Promise<void>): Promise<void> {
    const finished: string[] = [];
    try {
      for (const [folder, partial] of this.made) {
        if (await exists(folder)) throw new UsageError(`${folder} is there already`);
        await rename(partial, folder);
        finished.push(folder);
      }
      await last();
    } catch (error) {
      for (const folder of finished) await rm(folder, { recursive: true, force: true });
      throw error;
    }
    this.made.clear();
  }

  /** Removes what was not finished. */
  async clear(): Promise<void> {
    for (const partial of this.made.values()) await rm(partial, { recursive: true, force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
