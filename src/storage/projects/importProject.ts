/** Takes the runs of a project file into the library: all of them, or none. */
import type { TaskOptions } from '../../data/progress.ts';
import { DatasetStore } from '../datasetStore.ts';
import type { Files } from '../files.ts';
import { CheckpointStore } from '../runs/checkpointStore.ts';
import { allOrNothing, type FileJournal } from '../runs/importJournal.ts';
import { plainAbout, writeAbout } from '../runs/runAbout.ts';
import type { RunArchive } from '../runs/runArchive.ts';
import { isRunId, namesAmongOthers } from '../runs/runFileNames.ts';
import { summaryOf, writeSummary } from '../runs/runSummary.ts';
import { SlotPair } from '../slotPair.ts';
import { writeFile } from '../writeFile.ts';
import { type ProjectManifest, type ProjectRun, unreadRuns } from './projectManifest.ts';
import type { ProjectReader } from './readProject.ts';
import { otherRunId, type RunContent, renamedRun } from './runContent.ts';

/** What came of an import. */
export interface ImportOutcome {
  /** Ids of runs that were taken in, as they are kept. */
  readonly taken: readonly string[];
  /** Ids of runs that were there already, with the same log. */
  readonly known: readonly string[];
  /** Names of data sets that were taken in. */
  readonly datasets: readonly string[];
  /** Ids of runs that could not be read when they were exported: only their files are there. */
  readonly unread: readonly string[];
}

/**
 * Checks a project to its last byte, then takes in what is not there yet.
 * @throws DataError where anything of it is wrong, StorageError where there is no room, and the
 * signal's reason where it is given up: what was kept before stays as it was.
 */
export async function importProject(
  archive: RunArchive,
  reader: ProjectReader,
  task: TaskOptions = {},
): Promise<ImportOutcome> {
  return new ProjectImport(archive, reader, task).carryOut();
}

/** A run that is to be written, and under which id. */
interface PlannedRun {
  readonly run: ProjectRun;
  readonly runId: string;
}

type ProjectDataset = ProjectManifest['datasets'][number];

class ProjectImport {
  private done = 0;

  constructor(
    private readonly archive: RunArchive,
    private readonly reader: ProjectReader,
    private readonly task: TaskOptions,
  ) {}

  async carryOut(): Promise<ImportOutcome> {
    const known: string[] = [];
    const runs: PlannedRun[] = [];
    for (const run of this.reader.manifest.runs) {
      const planned = await this.check(run);
      if (planned.isKnown) known.push(planned.runId);
      else runs.push({ run, runId: planned.runId });
    }
    const datasets = await this.checkDatasets();
    await this.reader.checkUnread();
    const taken = runs.map(({ runId }) => runId);
    const names: string[] = [];
    await allOrNothing(this.archive.files, taken, async (told) => {
      for (const dataset of datasets) names.push(...(await this.writeDataset(dataset, told)));
      for (const planned of runs) await this.writeRun(planned);
    });
    for (const runId of known) await this.restore(runId);
    const unread = unreadRuns(this.reader.manifest);
    return { taken, known, datasets: names, unread };
  }

  /** Reads all of a run, and finds the id under which it is to be kept. */
  private async check(run: ProjectRun): Promise<{ runId: string; isKnown: boolean }> {
    this.step('read', run.title ?? run.id);
    const content = await this.reader.readRun(run);
    for (const network of run.networks) await this.reader.readNetwork(run, network);
    return keptUnder(this.archive, content);
  }

  /** Those that are not stored yet. */
  private async checkDatasets(): Promise<ProjectDataset[]> {
    const missing: ProjectDataset[] = [];
    const store = new DatasetStore(this.archive.files);
    for (const dataset of this.reader.manifest.datasets) {
      this.step('read', dataset.hash);
      await this.reader.readDataset(dataset);
      const stored = (await store.list()).find(({ hash }) => hash === dataset.hash);
      // One that is damaged, or is being written in another tab, is not to be had.
      if (stored?.state !== 'whole') missing.push(dataset);
    }
    return missing;
  }

  /** Its name; none where it was stored meanwhile. */
  private async writeDataset(dataset: ProjectDataset, told: FileJournal): Promise<string[]> {
    const { dataset: content, source, files } = await this.reader.readDataset(dataset);
    this.step('keep', content.name);
    const { signal } = this.task;
    const written: string[] = [];
    const watch: FileJournal = {
      opening: told.opening,
      opened: async (file) => {
        written.push(content.name);
        await told.opened(file);
      },
    };
    await new DatasetStore(this.archive.files).keep(content, source, files, { signal }, watch);
    return written;
  }

  private async writeRun({ run, runId }: PlannedRun): Promise<void> {
    this.step('keep', run.title ?? run.id);
    const names = namesAmongOthers(runId);
    for (const network of run.networks) {
      const bytes = await this.reader.readNetwork(run, network);
      await writeFile(this.archive.files, names.network(network.sha256), bytes);
    }
    const read = await this.reader.readRun(run);
    await writeRunContent(
      this.archive.files,
      runId === run.id ? read : await renamedRun(read, runId),
    );
  }

  /** A run that was deleted a moment ago and is brought again is wanted. */
  private async restore(runId: string): Promise<void> {
    const { archive } = this;
    const listed = (await archive.list()).find((run) => run.runId === runId);
    if (listed?.deletedAt != null) await archive.describe(runId, { deletedAt: null });
  }

  private step(stage: 'read' | 'keep', what: string): void {
    this.task.signal?.throwIfAborted();
    const { runs, datasets } = this.reader.manifest;
    // Each is read, then kept.
    const total = 2 * (runs.length + datasets.length);
    this.task.onProgress?.({ stage, what, done: this.done++, total, unit: 'files' });
  }
}

/**
 * The id under which a run is to be kept, and whether it is there already. One whose own id is that
 * of a run with another log, or no id to keep runs under, gets one that follows from its log.
 */
export async function keptUnder(
  archive: RunArchive,
  content: Pick<RunContent, 'runId' | 'log'>,
): Promise<{ runId: string; isKnown: boolean }> {
  const { runId, log } = content;
  if (isRunId(runId)) {
    const there = await archive.log(runId);
    if (there === null && !(await archive.holds(runId))) return { runId, isKnown: false };
    if (there !== null && areEqual(there, log)) return { runId, isKnown: true };
  }
  const other = otherRunId(content);
  return { runId: other, isKnown: await archive.holds(other) };
}

/** Writes a run that comes from elsewhere; last what lists it. */
export async function writeRunContent(files: Files, content: RunContent): Promise<void> {
  const { runId, title, notes, log, state, digestChecked, placed } = content;
  const names = namesAmongOthers(runId);
  await writeFile(files, names.log, log);
  if (placed !== null) {
    await new CheckpointStore(files, names).write(placed.checkpoint, placed.logBytes, '');
  }
  const about = { ...plainAbout, title, notes, origin: 'imported', digestChecked } as const;
  await new SlotPair(files, names.about).write(writeAbout(about));
  await new SlotPair(files, names.summary).write(writeSummary(summaryOf(state)));
}

const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
