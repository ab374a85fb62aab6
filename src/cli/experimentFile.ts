/** The experiment of a run: its spec's file, with the network and the tree given beside it. */
import { basename } from 'node:path';
import { readTree, type TreeFile } from '../data/hierarchy/readTree.ts';
import { readRegularFile } from '../node/regularFile.ts';
import { UsageError } from '../node/usageError.ts';
import type { KeptNetwork } from '../runner/networks.ts';
import { type ExperimentSpec, startingNetworkOf } from '../spec/experimentSpec.ts';
import { awaitedTreeOf } from '../spec/experimentTree.ts';
import { type ClaimedResult, decodeLink, isLink } from '../spec/link.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import { hierarchicalKinds } from '../spec/methods/methodFacts.ts';
import { describeIssues, readSpec } from '../spec/readSpec.ts';
import { otherTree } from '../spec/sections/awaitedTree.ts';
import type { StartUse } from '../spec/sections/startSpec.ts';
import type { AwaitedTree, ImportedTree } from '../spec/sections/treeSpec.ts';
import { isSweep } from '../spec/sweeps/readSweep.ts';
import { readNamed } from './readNamed.ts';
import { type NamedStart, readStartingNetwork } from './readStartingNetwork.ts';

/** A spec's file as it was read; nothing of it is checked but that it is JSON. */
export interface ExperimentFile {
  readonly path: string;
  readonly value: unknown;
  /** The network to start from; null leaves it to the spec. */
  readonly initial: KeptNetwork | null;
  /** What that network is to the run; null leaves it to the spec. */
  readonly startAs: StartUse | null;
  /** The tree's files; none leaves the hierarchy to the spec. */
  readonly treeFiles: readonly TreeFile[];
  /** What the tree is called, as where it was asked for; absent after its file. */
  readonly treeName?: string;
  /** What a link says that the experiment comes to; null where nothing says so. */
  readonly claimed: ClaimedResult | null;
  /** What has changed since the experiment was made, for people; null for nothing. */
  readonly note: string | null;
}

/** Files that are given beside an experiment. */
export interface FilesBeside {
  /** The network to start from; null leaves it to the spec. */
  readonly initial: NamedStart | null;
  /** The tree's files; none leaves it to the spec. */
  readonly hierarchy: readonly string[];
}

/**
 * Opens the file or the link of an experiment.
 * @throws UsageError for files that are missing or no JSON, and links that are none; DataError for
 * what is no network.
 */
export async function openExperiment(path: string, beside: FilesBeside): Promise<ExperimentFile> {
  const linked = isLink(path) ? decodeLink(path) : null;
  if (linked?.ok === false) throw new UsageError(describeIssues(linked.issues));
  const value = linked === null ? await readJsonFile(path) : linked.spec;
  if (isSweep(value)) {
    throw new UsageError(
      `${path} is a sweep of many runs: give the place of one of them, --index <number>, or run all of them: sweep run ${path} --out <folder>`,
    );
  }
  const reading = linked ?? readSpec(value);
  return {
    path: linked === null ? path : 'the link',
    value,
    note: (reading.ok && reading.note) || null,
    claimed: linked?.claimed ?? null,
    ...(await readBeside(beside)),
  };
}

/**
 * A run of a sweep as if it were a file. Of the files beside, it has those that its experiment names:
 * other runs of the sweep may ask for others.
 * @throws UsageError, DataError as {@link openExperiment}.
 */
export async function plannedExperiment(
  path: string,
  spec: ExperimentSpec,
  { initial, hierarchy }: FilesBeside,
): Promise<ExperimentFile> {
  const asked = awaitedTreeOf(spec);
  const read = await readBeside({ initial, hierarchy: asked === null ? [] : hierarchy });
  const isAsked = startingNetworkOf(spec)?.hash === read.initial?.hash;
  const beside = { ...read, initial: isAsked ? read.initial : null, startAs: null };
  // The run is known by its experiment, in which the name of a tree counts.
  const named = asked === null ? {} : { treeName: asked.name };
  return { path, value: spec, note: null, claimed: null, ...beside, ...named };
}

async function readBeside({ initial, hierarchy }: FilesBeside) {
  return {
    initial: initial === null ? null : await readStartingNetwork(initial),
    startAs: initial?.as ?? null,
    treeFiles: await Promise.all(hierarchy.map(readTreeFile)),
  };
}

/** Stands in for the tree until the data set is open, which says what the classes are. */
const pendingTree: ImportedTree = { name: '', nodes: ['', ''], parents: [-1, 0] };

/** The spec as far as it is known without the data set. @throws UsageError naming every bad field. */
export function pendingSpec(file: ExperimentFile): ExperimentSpec {
  return specWith(file, file.treeFiles.length === 0 ? null : pendingTree);
}

/** The whole spec. @throws DataError for a tree that does not fit the classes. */
export function completeSpec(file: ExperimentFile, classes: readonly string[]): ExperimentSpec {
  if (file.treeFiles.length === 0) return specWith(file, null);
  const tree = readTree(file.treeFiles, classes);
  return specWith(file, { ...tree, name: file.treeName ?? tree.name });
}

function specWith({ path, value, initial, startAs }: ExperimentFile, tree: ImportedTree | null) {
  const awaited = tree === null ? awaitedIn(value) : null;
  if (awaited !== null) {
    throw new UsageError(
      `${path} has no room for the tree “${awaited.name}”, whose hash begins with ${awaited.hash.slice(0, 12)}: give its file, --hierarchy <file>`,
    );
  }
  const reading = readSpec(withTree(withInitial(value, initial, startAs), tree));
  if (!reading.ok) throw new UsageError(`${path}:\n${describeIssues(reading.issues)}`);
  return reading.spec;
}

/** Level-wise networks have a field of their own for it; others take it as weights unless told otherwise. */
function withInitial(value: unknown, initial: KeptNetwork | null, as: StartUse | null): unknown {
  if (initial === null || typeof value !== 'object' || value === null) return value;
  const { method, start } = value as Partial<Pick<ExperimentSpec, 'method' | 'start'>>;
  const isHierarchical = (hierarchicalKinds as readonly unknown[]).includes(method?.kind);
  const asked = isHierarchical
    ? ((method as LevelwiseSpec).initialFrom ?? null)
    : (start?.network ?? null);
  const field = isHierarchical ? 'method.initialFrom' : 'start';
  if (asked !== null && asked !== initial.hash) {
    throw new UsageError(
      `--network: the file is network ${initial.hash}, and the experiment asks for ${asked}. Give that one, or leave ${field} out`,
    );
  }
  if (isHierarchical) {
    if (as === 'round') {
      throw new UsageError(
        '--start-as round: a level-wise run trains one network, which begins with the weights of the one given; leave --start-as out',
      );
    }
    return { ...value, method: { ...method, initialFrom: initial.hash } };
  }
  const use = as ?? start?.as ?? 'weights';
  return { ...value, start: { network: initial.hash, as: use } };
}

/**
 * The tree of a level-wise method is its hierarchy, cut into the numbers of groups that the spec gives,
 * else with its own levels; that of other methods stands beside them.
 */
function withTree(value: unknown, tree: ImportedTree | null): unknown {
  if (tree === null || typeof value !== 'object' || value === null) return value;
  const wrong = tree === pendingTree ? null : otherTree(awaitedIn(value), tree);
  if (wrong !== null) throw new UsageError(`--hierarchy: ${wrong}`);
  const held = hierarchicalSettings((value as { method?: Fields }).method);
  if (held === null) return { ...value, tree };
  const { settings, inMethod } = held;
  const asked = settings.hierarchy as Fields;
  const hierarchy = { ...asked, from: 'import', branching: null, imported: tree };
  return { ...value, method: inMethod({ ...settings, hierarchy }) };
}

type Fields = Record<string, unknown>;

/**
 * The settings of level-wise networks, and how others stand in their method: as it, or as its members;
 * null of a method whose networks are flat.
 */
function hierarchicalSettings(
  method: Fields | undefined,
): { readonly settings: Fields; readonly inMethod: (settings: Fields) => Fields } | null {
  if (method === undefined) return null;
  if ((hierarchicalKinds as readonly unknown[]).includes(method.kind)) {
    return { settings: method, inMethod: (settings) => settings };
  }
  const members = method.members as Fields | undefined;
  if (typeof members !== 'object' || members === null) return null;
  return { settings: members, inMethod: (settings) => ({ ...method, members: settings }) };
}

/** The tree that an experiment names by its hash alone; null where it names none so. */
function awaitedIn(value: unknown): AwaitedTree | null {
  const reading = readSpec(value);
  return reading.ok ? awaitedTreeOf(reading.spec) : null;
}

/** What a file of JSON holds. @throws UsageError where there is none. */
export async function readJsonFile(path: string): Promise<unknown> {
  const bytes = await readRegularFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof UsageError) throw error;
    const found = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new UsageError(`${path}: ${found}. Make one: npm run espalier -- spec <preset>`);
  });
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

async function readTreeFile(path: string): Promise<TreeFile> {
  return { name: basename(path), bytes: await readNamed(path, '--hierarchy') };
}
