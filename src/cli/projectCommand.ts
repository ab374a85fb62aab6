/** `project export` and `project import`: runs between their folders and one file, as the page has it. */
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DataError } from '../data/dataError.ts';
import { oneLine } from '../data/limits.ts';
import { type ByteSource, readAhead } from '../data/sources/byteSource.ts';
import { keptDatasets } from '../node/namedData.ts';
import { refuseSpecial } from '../node/regularFile.ts';
import { UsageError } from '../node/usageError.ts';
import { datasetSources } from '../storage/projects/exportSources.ts';
import { type ProjectRun, unreadRuns } from '../storage/projects/projectManifest.ts';
import { ProjectReader } from '../storage/projects/readProject.ts';
import { otherRunId, type RunContent, renamedRun } from '../storage/projects/runContent.ts';
import { type RunSource, writeProject } from '../storage/projects/writeProject.ts';
import { FoldersInTheMaking, folderSource, logInFolder } from './projectFolders.ts';

export interface ProjectOptions {
  readonly out: string;
  /** Whether a file of that name is replaced. */
  readonly force: boolean;
  /** Whether trained networks go with the runs. */
  readonly withNetworks: boolean;
  /** Whether data sets go with the runs, as far as they are kept here. */
  readonly withData: boolean;
}

/** Writes the runs of folders to one file. @throws UsageError, StorageError; then there is none. */
export async function exportProject(
  folders: readonly string[],
  { out, force, withNetworks, withData }: ProjectOptions,
): Promise<string> {
  if (folders.length === 0) throw new UsageError('project export needs the folders of runs');
  if (!force && (await exists(out))) {
    throw new UsageError(
      `--out ${out}: it is there already. Replace it by --force, or choose another`,
    );
  }
  const runs = await sourcesOf(folders, withNetworks);
  const contents = await Promise.all(runs.map(({ load }) => load()));
  const hashes = contents.flatMap((content) => content?.state.dataset.hash ?? []);
  const datasets = withData ? await datasetSources(keptDatasets(), new Set(hashes)) : [];
  const partial = `${out}.partial`;
  const file = await open(partial, 'w').catch(refuse(out));
  try {
    const lost = await writeProject(
      { runs, datasets },
      async (bytes) => void (await file.writeFile(bytes)),
    );
    await file.sync();
    await file.close();
    await rename(partial, out);
    return [
      `${out}: ${counted(runs.length, 'run')}, ${counted(datasets.length, 'data set')}`,
      ...lost.unread.map(
        (name) => `${oneLine(name)}: it could not be read; its files alone went out`,
      ),
      ...lost.withoutNetwork.map(
        (name) => `${oneLine(name)}: a trained network is damaged, and was left out`,
      ),
    ].join('\n');
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
}

/** Each run once. @throws UsageError where folders hold one run at two moments. */
async function sourcesOf(
  folders: readonly string[],
  withNetworks: boolean,
): Promise<readonly RunSource[]> {
  const byId = new Map<string, RunSource>();
  for (const folder of folders) {
    const source = await folderSource(folder, withNetworks);
    const other = byId.get(source.id);
    byId.set(source.id, source);
    if (other === undefined) continue;
    const [one, two] = await Promise.all([source.load(), other.load()]);
    if (one === null || two === null || Buffer.compare(one.log, two.log) !== 0) {
      throw new UsageError(
        `${folder} and ${other.name} hold the same run at two moments: give one`,
      );
    }
  }
  return [...byId.values()];
}

/**
 * Writes the runs of a file to folders of their own in a folder, and keeps its data sets.
 * @throws DataError, UsageError, StorageError; then nothing of it is there.
 */
export async function importProjectFile(path: string, out: string): Promise<string> {
  const unreadable = (error: Error): never => {
    throw new UsageError(`${path}: it could not be read (${error.message})`);
  };
  refuseSpecial(path, await stat(path).catch(unreadable));
  const file = await open(path).catch(unreadable);
  const folders = new FoldersInTheMaking();
  try {
    const source = sourceOf(path, (await file.stat()).size, async (start, end) => {
      const bytes = new Uint8Array(end - start);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    });
    const reader = await ProjectReader.open(readAhead(source), path);
    await checkRest(reader);
    await mkdir(out, { recursive: true }).catch(refuse(out));
    const lines: string[] = [];
    for (const run of reader.manifest.runs) lines.push(await writeRun(reader, run, out, folders));
    await folders.finish(async () => void lines.push(...(await keepDatasets(reader))));
    for (const id of unreadRuns(reader.manifest)) {
      lines.push(
        `run ${id}: not taken in, since it could not be read where it was exported; its files are in ${path} under unread/`,
      );
    }
    return lines.join('\n');
  } finally {
    await folders.clear();
    await file.close();
  }
}

/** Keeps the data sets of a project; where one cannot be kept, none that was not kept before. */
async function keepDatasets(reader: ProjectReader): Promise<string[]> {
  const lines: string[] = [];
  const written: string[] = [];
  const store = keptDatasets();
  try {
    for (const dataset of reader.manifest.datasets) {
      const opened = await reader.readDataset(dataset);
      await store.keep(
        opened.dataset,
        opened.source,
        opened.files,
        {},
        {
          opening: async () => {},
          opened: async () => void written.push(dataset.hash),
        },
      );
      lines.push(`data set ${oneLine(opened.dataset.name)}: kept`);
    }
  } catch (error) {
    for (const hash of written) await store.remove(hash).catch(() => {});
    throw error;
  }
  return lines;
}

/** Checks what is read again when it is written, so that nothing is written of a damaged file. */
async function checkRest(reader: ProjectReader): Promise<void> {
  for (const run of reader.manifest.runs) {
    await reader.readRun(run);
    for (const network of run.networks) await reader.readNetwork(run, network);
  }
  for (const dataset of reader.manifest.datasets) await reader.readDataset(dataset);
  await reader.checkUnread();
}

async function writeRun(
  reader: ProjectReader,
  run: ProjectRun,
  out: string,
  folders: FoldersInTheMaking,
): Promise<string> {
  const read = await reader.readRun(run);
  const { content, isKnown } = await placed(read, out);
  const folder = join(resolve(out), content.runId);
  const told = `${oneLine(content.title ?? content.state.spec.name)}: ${join(out, content.runId)}`;
  if (isKnown) return `${told}, there already`;
  const networks = new Map<string, Uint8Array>();
  for (const network of run.networks) {
    networks.set(network.sha256, await reader.readNetwork(run, network));
  }
  await folders.write(folder, content, networks);
  const isEdited = content.digestChecked === false;
  return `${told}${isEdited ? ', whose log is not what its digest says' : ''}`;
}

/** The run under the id that names its folder: another where a run with another log lies there. */
async function placed(
  content: RunContent,
  out: string,
): Promise<{ content: RunContent; isKnown: boolean }> {
  const there = await logInFolder(join(out, content.runId));
  if (there === null) return { content, isKnown: false };
  if (Buffer.compare(there, content.log) === 0) return { content, isKnown: true };
  const other = await renamedRun(content, otherRunId(content));
  return { content: other, isKnown: (await logInFolder(join(out, other.runId))) !== null };
}

function sourceOf(path: string, size: number, read: ByteSource['read']): ByteSource {
  return {
    size,
    read: async (start, end) => {
      const bytes = await read(start, end);
      if (bytes.length === end - start) return bytes;
      throw new DataError({
        file: path,
        place: `byte ${start}`,
        found: 'it ends before',
        allowed: 'a file that stays as it is meanwhile',
        remedy: 'give it again',
      });
    },
  };
}

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const refuse =
  (path: string) =>
  (error: Error): never => {
    throw new UsageError(`--out ${path}: nothing can be written there (${error.message})`);
  };
