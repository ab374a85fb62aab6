/**
 * `project.json`, the one description of what a project file holds: its runs, their files with
 * lengths and SHA-256, and the data sets that go with them. It is the last entry of the archive, and
 * all others are where it says.
 */
import { z } from 'zod';
import { DataError } from '../../data/dataError.ts';
import { exactBytes, oneLine } from '../../data/limits.ts';
import { longestNotes, longestTitle } from '../runs/runAbout.ts';

export const manifestPath = 'project.json';
/** Grows with the form. */
const projectVersion = 1;
export const mostRuns = 10_000;
const mostDatasets = 1000;
/** Bytes of a log that are read at most, here and there: browsers hold no much longer text. */
export const longestMovedLog = 500_000_000;
const longestManifest = 64_000_000;

const bytes = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256' });
const runId = z.string().regex(/^[0-9a-z-]{1,64}$/, { error: 'must be the id of a run' });
const file = z.strictObject({ bytes, sha256 });

const runSchema = z.strictObject({
  id: runId,
  title: z.string().max(longestTitle).nullable(),
  notes: z.string().max(longestNotes),
  log: file,
  checkpoint: file.nullable(),
  /** What finished rounds left, which the checkpoint needs. */
  finishedRounds: file.nullable(),
  /** Trained networks, each named by its own SHA-256. */
  networks: z.array(file).max(1000),
});

const manifestSchema = z.strictObject({
  format: z.literal('espalier-project'),
  version: z.literal(projectVersion),
  /** By id. */
  runs: z.array(runSchema).max(mostRuns),
  /** By hash: that of the data set itself, as experiments name it. */
  datasets: z.array(z.strictObject({ hash: sha256, ...file.shape })).max(mostDatasets),
  /** Files of runs that could not be read, for whoever can: they are not taken in. */
  unread: z
    .array(z.strictObject({ path: z.string().regex(/^unread\/[0-9a-z.-]{1,200}$/), ...file.shape }))
    .max(mostRuns),
});

export type ProjectManifest = Readonly<Omit<z.infer<typeof manifestSchema>, 'format' | 'version'>>;
export type ProjectRun = ProjectManifest['runs'][number];
/** A file of the archive: how long it is, and what it holds. */
export type ProjectFile = Readonly<z.infer<typeof file>>;

/** Where the files of a run lie in the archive. */
export const runPaths = (id: string) => ({
  log: `runs/${id}/events.jsonl`,
  checkpoint: `runs/${id}/checkpoint`,
  finishedRounds: `runs/${id}/finished-rounds`,
  network: (hash: string) => `runs/${id}/networks/${hash}.safetensors`,
});

export const datasetPath = (hash: string): string => `datasets/${hash}.dataset`;

/** All files that a manifest names, by their paths. */
export function filesOf({ runs, datasets, unread }: ProjectManifest): Map<string, ProjectFile> {
  const files = new Map<string, ProjectFile>();
  for (const { id, log, checkpoint, finishedRounds, networks } of runs) {
    const paths = runPaths(id);
    files.set(paths.log, log);
    if (checkpoint !== null) files.set(paths.checkpoint, checkpoint);
    if (finishedRounds !== null) files.set(paths.finishedRounds, finishedRounds);
    for (const network of networks) files.set(paths.network(network.sha256), network);
  }
  for (const { hash, ...dataset } of datasets) files.set(datasetPath(hash), dataset);
  for (const { path, ...one } of unread) files.set(path, one);
  return files;
}

/** Ids of the runs of which only files went out that could not be read. */
export const unreadRuns = ({ unread }: ProjectManifest): string[] => [
  ...new Set(unread.map(({ path }) => path.slice('unread/'.length).replace(/(?<=.)\..*/, ''))),
];

export function writeManifest(manifest: ProjectManifest): Uint8Array {
  const whole = { format: 'espalier-project', version: projectVersion, ...manifest };
  return new TextEncoder().encode(`${JSON.stringify(whole, null, 1)}\n`);
}

/** @throws DataError for what is no manifest, one of a newer version, or one too large. */
export function readManifest(content: Uint8Array, archive: string): ProjectManifest {
  const refuse = (found: string, allowed: string, remedy = 'export the runs again') =>
    new DataError({ file: archive, place: manifestPath, found, allowed, remedy });
  if (content.length > longestManifest) {
    throw refuse(exactBytes(content.length), `at most ${exactBytes(longestManifest)}`);
  }
  const json = jsonIn(content);
  const head = z
    .object({ format: z.literal('espalier-project'), version: z.int() })
    .safeParse(json);
  if (!head.success)
    throw refuse('it does not describe a project', 'a file that Espalier exported');
  const { version } = head.data;
  if (version > projectVersion) {
    throw refuse(
      `version ${version}`,
      `versions up to ${projectVersion}`,
      'open it in the newer Espalier that made it',
    );
  }
  const reading = manifestSchema.safeParse(json);
  if (!reading.success) {
    const [{ path, message }] = reading.error.issues;
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    throw refuse(oneLine(`${where}${message}`), 'a project as Espalier describes it');
  }
  const { format: _format, version: _version, ...manifest } = reading.data;
  const named = manifest.runs.length + manifest.datasets.length;
  const ids = new Set([...manifest.runs.map(({ id }) => id), ...manifest.datasets.map(hashIn)]);
  if (ids.size < named) throw refuse('it names a run or a data set twice', 'each once');
  return manifest;
}

const hashIn = ({ hash }: { readonly hash: string }): string => hash;

/** Undefined for bytes that are no JSON, or JSON that would reach behind the objects it describes. */
function jsonIn(content: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw new SyntaxError('__proto__ is no field');
      return value;
    });
  } catch {
    // No JSON, or nested deeper than any that Espalier writes.
    return undefined;
  }
}
