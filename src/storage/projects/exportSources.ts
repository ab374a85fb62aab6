/** What of the library goes into a project file. */
import { DatasetStore } from '../datasetStore.ts';
import type { ArchivedRun } from '../runs/listedRuns.ts';
import type { RunArchive } from '../runs/runArchive.ts';
import { namesAmongOthers } from '../runs/runFileNames.ts';
import { StorageError } from '../storageError.ts';
import { datasetPieces } from './datasetBytes.ts';
import { runContentIn } from './runContent.ts';
import type { DatasetSource, FileSource, ProjectSources, RunSource } from './writeProject.ts';

export interface ExportChoice {
  /** Whether the data sets go with the runs, as far as they are stored. */
  readonly withData: boolean;
  readonly withNetworks: boolean;
}

/** The runs, which are read when their turn comes. */
export async function exportSources(
  archive: RunArchive,
  runs: readonly ArchivedRun[],
  { withData, withNetworks }: ExportChoice,
): Promise<ProjectSources> {
  const sources = runs.map(async (run): Promise<RunSource> => {
    const { runId, title, notes } = run;
    const ofRun = await archive.filesOf(runId);
    const networks = ofRun.flatMap(({ hash, read }): FileSource[] =>
      hash === null || !withNetworks ? [] : [{ name: hash, read }],
    );
    return {
      id: runId,
      name: title ?? (run.state === 'whole' ? run.name : runId),
      load: async () => {
        if (run.state === 'newer') return null;
        const content = await runContentIn(archive.files, namesAmongOthers(runId), {
          title,
          notes,
        });
        return content?.runId === runId ? content : null;
      },
      networks,
      remains: ofRun.map(({ part, read }) => ({ name: part, read })),
    };
  });
  const hashes = withData ? new Set(runs.flatMap(datasetOf)) : new Set<string>();
  return {
    runs: await Promise.all(sources),
    datasets: await datasetSources(new DatasetStore(archive.files), hashes),
  };
}

const datasetOf = (run: ArchivedRun): string[] => (run.state === 'whole' ? [run.datasetHash] : []);

/** Images of a data set that are opened in memory on their way out, in bytes; more stay in their file. */
const heldForExport = 2 ** 26;

/**
 * The data sets of these hashes, as far as they are stored.
 * @param held other than the usual, for tests.
 */
export async function datasetSources(
  datasets: DatasetStore,
  hashes: ReadonlySet<string>,
  held = heldForExport,
): Promise<DatasetSource[]> {
  const stored = (await datasets.list()).flatMap((one) => (one.state === 'whole' ? [one] : []));
  return stored
    .filter(({ hash }) => hashes.has(hash))
    .map(({ hash, name, files: from }) => ({
      hash,
      name,
      load: async () => {
        const opened = await datasets.openOrFile(hash, held);
        if (opened !== null) return datasetPieces(opened.dataset, from);
        throw new StorageError(`${name} is not stored any more.`, 'Export the runs again.');
      },
    }));
}
