/**
 * The data set at hand: read by the worker, which keeps the pixels. A refusal is shown beside
 * what was there before, which stays.
 */
import { catalogueEntry } from '../../data/catalog/catalogue.ts';
import type { DataFault } from '../../data/dataError.ts';
import type { DatasetFeatures } from '../../data/dataset.ts';
import type { LoadProgress } from '../../data/progress.ts';
import { messageOf } from '../../lib/messageOf.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { imagesSourceOf, isSameTrunk } from '../../spec/sections/featuresSource.ts';
import type { FeaturesSpec } from '../../spec/sections/featuresSpec.ts';
import { WorkerError } from '../../worker/client.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';

/** What views draw classes with. */
export type ClassSamples = Pick<DatasetView, 'classes' | 'shape' | 'samples'>;

/** What is being read, for people: `leaves.zip`, `4 files`, `Glyphs`. */
type Title = string;

export type DataState =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'reading';
      readonly what: Title;
      /** How far it has come; null until that is known. */
      readonly progress: LoadProgress | null;
      readonly earlier: DatasetView | null;
    }
  | { readonly phase: 'held'; readonly view: DatasetView };

/** Files or a log that were not taken, and what stays. Text for people. */
export interface Refusal {
  readonly title: string;
  /** The exact place, where it is known. */
  readonly fault: DataFault | null;
  readonly message: string;
  readonly remedy: string;
  /** What the page can do with the files instead. */
  readonly action?: { readonly label: string; readonly act: () => void };
}

/** The data set at hand, also while another is being read. */
export function heldData(data: DataState): DatasetView | null {
  if (data.phase === 'held') return data.view;
  return data.phase === 'reading' ? data.earlier : null;
}

/** The refusal of something, from whatever was thrown. */
export function refusalOf(error: unknown, what: Title, stays: string | null): Refusal {
  const kept = stays === null ? 'Nothing else has changed.' : `${stays} is as it was.`;
  const title = `${what} ${/^\d+ /.test(what) ? 'were' : 'was'} not imported. ${kept}`;
  if (error instanceof WorkerError) {
    return { title, fault: error.fault, message: error.message, remedy: error.remedy };
  }
  return { title, fault: null, message: messageOf(error), remedy: '' };
}

/** How the data that an experiment names stands to the data at hand. */
export type DataMatch = 'none held' | 'same' | 'other';

export function matchData(
  spec: ExperimentSpec['dataset'],
  held: Pick<DatasetView, 'source' | 'name' | 'hash' | 'features'> | null,
): DataMatch {
  if (held === null) return 'none held';
  if (spec.hash !== null) return spec.hash === held.hash ? 'same' : 'other';
  const isNamedSo = spec.source === held.source || bareName(spec.source) === slug(held.name);
  return isNamedSo && isSameTrunk(spec.features, held.features) ? 'same' : 'other';
}

/** The experiment's data set, now that it is known to be the one at hand. */
export function adoptData(
  spec: ExperimentSpec['dataset'],
  held: DatasetView,
): ExperimentSpec['dataset'] {
  const { reading: _, features: named, ...unread } = spec;
  const { reading, features } = held;
  const read = {
    ...unread,
    ...(reading === undefined ? {} : { reading }),
    ...(features === undefined ? {} : { features: modelOf(features, named) }),
  };
  if (matchData(spec, held) === 'same') return { ...read, hash: held.hash };
  return {
    ...read,
    validation: fittingValidation(spec, held),
    source: held.source,
    hash: held.hash,
    limitPerClass: null,
    classes: null,
    exclude: [],
    merge: [],
  };
}

/** The model as the experiment calls it already; else as its file is called. */
function modelOf(
  { images: _, source: _images, ...features }: DatasetFeatures,
  named: ExperimentSpec['dataset']['features'],
): FeaturesSpec {
  return named?.model === features.model ? { ...features, name: named.name } : features;
}

/** Share held out in place of validation images that another data set brought. */
const usualShare = 0.1;

/** Whoever brings validation images means them to be used. */
function fittingValidation(
  { validation }: ExperimentSpec['dataset'],
  { validationCounts }: DatasetView,
): ExperimentSpec['dataset']['validation'] {
  if (validationCounts !== null) return 'own';
  return validation === 'own' ? usualShare : validation;
}

/** How a data set is called, for people: `catalog:mnist` → `MNIST`, `local:leaves` → `leaves`. */
export function dataTitle(source: string): string {
  const images = imagesSourceOf(source);
  if (images !== null) return `features of ${dataTitle(images)}`;
  if (source === 'builtin:glyphs') return 'Glyphs';
  if (source === 'builtin:shapes') return 'Shapes';
  if (/^https?:/.test(source)) return source;
  return catalogueEntry(source)?.title ?? bareName(source);
}

/** `catalog:mnist` → `mnist`. */
function bareName(source: string): string {
  return source.slice(source.indexOf(':') + 1);
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
