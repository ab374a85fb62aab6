/** Finding runs: words to search for, and what is shown of states, methods and data sets. */
import { groupedBy } from '../../lib/groupedBy.ts';
import { compareNames } from '../../lib/nameOrder.ts';
import { formatHash } from '../../lib/numberFormat.ts';
import { methodText } from '../../spec/methods/methodFacts.ts';
import type { LibraryRun } from './libraryRun.ts';

/** States as a person filters by them: who trains a run makes no difference. */
export const stateFacets = ['training', 'interrupted', 'finished', 'imported'] as const;
export type StateFacet = (typeof stateFacets)[number];

/** What runs are filtered by, with the values that are left out. */
export interface RunFilter {
  /** Words apart by spaces, each of which must occur. */
  readonly typed: string;
  readonly hidden: Readonly<Record<FacetName, ReadonlySet<string>>>;
}

export type FacetName = 'state' | 'method' | 'data';

export const nothingHidden: RunFilter = {
  typed: '',
  hidden: { state: new Set(), method: new Set(), data: new Set() },
};

const facetOf: Readonly<Record<FacetName, (run: LibraryRun) => string>> = {
  state: stateFacet,
  method: ({ spec }) => spec.method.kind,
  data: ({ datasetName }) => datasetName,
};

export function stateFacet({ state }: Pick<LibraryRun, 'state'>): StateFacet {
  return state === 'elsewhere' ? 'training' : state;
}

/** A value that runs can be filtered by, and how many have it. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** The values of a facet with their counts: every state, otherwise those that occur, the most first. */
export function facetCounts(runs: readonly LibraryRun[], facet: FacetName): FacetCount[] {
  const found = groupedBy(runs, facetOf[facet]);
  if (facet === 'state') {
    return stateFacets.map((value) => ({ value, count: found.get(value)?.length ?? 0 }));
  }
  return [...found]
    .map(([value, { length }]) => ({ value, count: length }))
    .sort((a, b) => b.count - a.count || compareNames(a.value, b.value));
}

/** The runs that a filter leaves. */
export function findRuns(runs: readonly LibraryRun[], { typed, hidden }: RunFilter): LibraryRun[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter(
    (run) =>
      facetNames.every((facet) => !hidden[facet].has(facetOf[facet](run))) && hasWords(run, words),
  );
}

const facetNames = Object.keys(facetOf) as FacetName[];

function hasWords(run: LibraryRun, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = searchText(run);
  return words.every((word) => text.includes(word));
}

/** Every run is searched with every letter. */
const texts = new WeakMap<LibraryRun, string>();

function searchText(run: LibraryRun): string {
  const text = texts.get(run) ?? textOf(run);
  texts.set(run, text);
  return text;
}

/** A digest is found as it is and as it is written for people, `7c1e·94b2`. */
function textOf(run: LibraryRun): string {
  const { title, spec, notes, datasetName, digest, specHash } = run;
  const hashes = [digest ?? '', specHash].flatMap((hash) => [hash, formatHash(hash)]);
  const seed = `seed ${spec.seed}`;
  return [title ?? '', spec.name, methodText(spec.method), datasetName, notes, seed, ...hashes]
    .join('\n')
    .toLowerCase();
}

/** Without a facet's value, or with it again. */
export function withFacet(
  filter: RunFilter,
  facet: FacetName,
  value: string,
  isShown: boolean,
): RunFilter {
  const values = new Set(filter.hidden[facet]);
  if (isShown) values.delete(value);
  else values.add(value);
  return { ...filter, hidden: { ...filter.hidden, [facet]: values } };
}
