/** A small library for tests of project files: a finished run, one that was left, their data set. */
import { sampleLog } from '../../../analysis/testing/sampleRun.ts';
import { type Dataset, withHash } from '../../../data/dataset.ts';
import { writeNetworkFile } from '../../../data/networkFile.ts';
import { hashBytes } from '../../../lib/hash.ts';
import { type RunCheckpoint, rowTensor } from '../../../spec/run/checkpoint.ts';
import { RunDigest } from '../../../spec/run/digest.ts';
import type { RunEvent } from '../../../spec/run/runEvent.ts';
import { DatasetStore } from '../../datasetStore.ts';
import type { Files } from '../../files.ts';
import { MemoryFiles } from '../../memoryFiles.ts';
import { RunArchive } from '../../runs/runArchive.ts';
import { writeFile } from '../../writeFile.ts';
import { exportSources } from '../exportSources.ts';
import { writeProject } from '../writeProject.ts';

export const dataset: Dataset = withHash({
  name: 'two letters',
  format: 'made',
  classes: ['a', 'b'],
  shape: { height: 2, width: 2, channels: 1 },
  train: { labels: Int32Array.of(0, 1, 1), images: Uint8Array.from({ length: 12 }, (_, at) => at) },
  test: { labels: Int32Array.of(1), images: new Uint8Array(4) },
  notes: ['made up'],
});

export const network = writeNetworkFile({
  espalier: '0.0.0',
  network: { kind: 'mlp', hidden: [2], initial: 'he' },
  shape: dataset.shape,
  classes: dataset.classes,
  tensors: { 'dense1/bias': { shape: [2], values: Float32Array.of(-1, 0.5) } },
});

const sample = sampleLog({ data: 'mnist', rounds: 2, epochs: 2 });

/** A run's events with its digest as it is, on the data set above. */
export function sampleEvents(runId: string): RunEvent[] {
  const digest = RunDigest.ofNew();
  return sample.map((event) => {
    const own = { ...event, runId };
    if (own.type === 'run-started') {
      const used = { ...own, dataset: { ...own.dataset, hash: dataset.hash } };
      digest.addLogged(used);
      return used;
    }
    if (own.type === 'run-finished') return { ...own, digest: digest.value() };
    digest.addLogged(own);
    return own;
  });
}

/** Keeps a run up to its end, or up to an event after which it was cut off. */
export async function keepRun(archive: RunArchive, runId: string, upTo?: number): Promise<void> {
  const recorder = await archive.begin(runId);
  const events = sampleEvents(runId);
  const digest = RunDigest.ofNew();
  for (const event of events.slice(0, upTo)) {
    await recorder.write(event);
    digest.addLogged(event);
    if (event.type === 'epoch-finished') {
      await recorder.keepCheckpoint(checkpointAfter(event, events[0], digest.value()));
    }
  }
  await recorder.keepNetwork(hashBytes(network), network);
  await recorder.close();
}

function checkpointAfter(
  { runId, seq, round, epoch }: Extract<RunEvent, { type: 'epoch-finished' }>,
  started: RunEvent,
  digest: string,
): RunCheckpoint {
  if (started.type !== 'run-started') throw new Error('A log begins with run-started');
  const { specHash } = started;
  const tensors = { weights: rowTensor(Float32Array.of(seq, 1)) };
  const finishedRounds: RunCheckpoint['finishedRounds'] =
    round === 1 ? {} : { votes: rowTensor(Float64Array.of(round, 0.1)) };
  const place = { runId, specHash, datasetHash: dataset.hash, seq, digest, seconds: seq };
  return { ...place, round, epoch, tensors, finishedRounds };
}

/** A finished run, named and noted, and one that was left in its second round. */
export async function sampleLibrary(files: Files = new MemoryFiles()): Promise<RunArchive> {
  const archive = new RunArchive(files);
  await keepRun(archive, 'finished');
  await archive.describe('finished', { title: 'Mine ‮<b>', notes: 'Looks right.\n' });
  const inSecondRound = sampleEvents('left').findLastIndex(
    (event) => event.type === 'epoch-finished' && event.round === 2 && event.epoch === 1,
  );
  await keepRun(archive, 'left', inSecondRound + 1);
  await new DatasetStore(files).keep(dataset, 'local:two letters', []);
  return archive;
}

/** A library as a project file. */
export async function exported(
  archive: RunArchive,
  choice = { withData: true, withNetworks: true },
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const sources = await exportSources(archive, await archive.list(), choice);
  await writeProject(sources, (bytes) => void pieces.push(bytes));
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** All files, by name. */
export async function contentOfFiles(files: Files): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const { name } of await files.list()) {
    const bytes = await files.read(name);
    if (bytes !== null) entries.push([name, hashBytes(bytes)]);
  }
  return Object.fromEntries(entries.sort());
}

export async function copyOf(from: Files): Promise<MemoryFiles> {
  const copy = new MemoryFiles();
  for (const { name } of await from.list()) {
    const bytes = await from.read(name);
    if (bytes !== null) await writeFile(copy, name, bytes);
  }
  return copy;
}
