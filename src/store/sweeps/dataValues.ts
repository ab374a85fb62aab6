/**
 * Data sets as the values of an axis. Each sets the whole section of the experiment that is about its data:
 * which classes are kept, and how files were read, belongs to one data set and not to another.
 */
import { catalogue } from '../../data/catalog/catalogue.ts';
import { formatHash } from '../../lib/numberFormat.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { type DatasetSpec, datasetSchema } from '../../spec/sections/datasetSpec.ts';
import { isSameTrunk } from '../../spec/sections/featuresSource.ts';
import type { SweepAxis, SweepSpec, SweepValue } from '../../spec/sweeps/sweepSpec.ts';
import type { DatasetView, StorageView } from '../../worker/protocol/dataRequests.ts';
import { dataTitle } from '../data/dataSet.ts';
import { withAxes } from './sweepDraft.ts';

/** The axis of data sets. */
export const dataAxis = 'Data set';

/** What tells one data set from another in an experiment, and whether it brings validation images. */
type NamedData = Pick<DatasetSpec, 'source' | 'hash' | 'reading' | 'features'> & {
  readonly hasValidation: boolean | null;
};

/** A data set that a comparison can take. */
export interface OfferedData extends NamedData {
  readonly title: string;
  /** Whether it can be opened here; what cannot has to be fetched first. */
  readonly isHere: boolean;
}

const builtIns = ['builtin:glyphs', 'builtin:shapes'] as const;

/** Data sets that are at hand, stored, built in or published, each once. */
export function offeredData(
  held: DatasetView | null,
  storage: StorageView | null,
): readonly OfferedData[] {
  const stored = storage?.datasets.filter((one) => one.state === 'whole') ?? [];
  const all: OfferedData[] = [
    ...(held === null ? [] : [offerOf(held, held.validationCounts !== null)]),
    ...stored.map((one) => offerOf(one, one.validationCount !== undefined)),
    ...builtIns.map((source) => offerOfSource(source, true)),
    ...catalogue.map(({ source }) => offerOfSource(source, false)),
  ];
  return all.filter((one, at) => all.findIndex((other) => isSameData(other, one)) === at);
}

function offerOf(
  one: Pick<DatasetView, 'name' | 'source' | 'hash' | 'features'> & Pick<DatasetSpec, 'reading'>,
  hasValidation: boolean,
): OfferedData {
  const { name, source, hash, reading, features } = one;
  const { images: _images, source: _source, ...model } = features ?? {};
  return {
    title: name,
    source,
    hash,
    ...(reading === undefined ? {} : { reading }),
    ...(features === undefined ? {} : { features: model as DatasetSpec['features'] }),
    hasValidation,
    isHere: true,
  };
}

const offerOfSource = (source: string, isHere: boolean): OfferedData => ({
  title: dataTitle(source),
  source,
  hash: null,
  hasValidation: false,
  isHere,
});

type ComparedData = Pick<DatasetSpec, 'source' | 'hash' | 'features'>;

/** Whether two names are of one data set; of those that give no hash, by where it comes from. */
export function isSameData(one: ComparedData, other: ComparedData): boolean {
  if (one.hash !== null && other.hash !== null) return one.hash === other.hash;
  return one.source === other.source && isSameTrunk(one.features, other.features);
}

/** The data set that a value names; null where it names none. */
export function dataOfValue({ set }: SweepValue): DatasetSpec | null {
  return datasetSchema.safeParse(set.dataset).data ?? null;
}

/** Share held out in place of validation images that another data set brought. */
const usualShare = 0.1;

/** The section `dataset` of a base for another data set: what is about the base’s own classes is left out. */
function datasetFor(base: DatasetSpec, named: NamedData): DatasetSpec {
  if (isSameData(base, named)) return base;
  const { reading: _reading, features: _features, ...rest } = base;
  const { source, hash, reading, features, hasValidation } = named;
  const isLacking = base.validation === 'own' && hasValidation === false;
  return {
    ...rest,
    source,
    hash,
    validation: isLacking ? usualShare : base.validation,
    classes: null,
    exclude: [],
    merge: [],
    ...(reading === undefined ? {} : { reading }),
    ...(features === undefined ? {} : { features }),
  };
}

/** The data set of an experiment as the first value of an axis of data sets. */
export function axisOfData({ dataset }: ExperimentSpec, held: DatasetView | null): SweepAxis {
  const own = held !== null && isSameData(dataset, held) ? held.name : dataTitle(dataset.source);
  return { name: dataAxis, values: [{ name: own, set: { dataset } }] };
}

/** Values for data sets that are offered; two that are called alike are told apart by their hash. */
export function dataValues(
  { dataset }: ExperimentSpec,
  offered: readonly OfferedData[],
): SweepValue[] {
  return offered.map((one) => {
    const isAlone = offered.filter(({ title }) => title === one.title).length === 1;
    const name = isAlone || one.hash === null ? one.title : `${one.title} ${formatHash(one.hash)}`;
    return { name, set: { dataset: datasetFor(dataset, one) } };
  });
}

/** A sweep over another base, whose data sets are split and limited as the base has it now. */
export function withBase(sweep: SweepSpec, base: ExperimentSpec): SweepSpec {
  const axes = sweep.axes.map((axis) => {
    if (axis.name !== dataAxis) return axis;
    const values = axis.values.map((value) => {
      const named = dataOfValue(value);
      if (named === null) return value;
      return {
        ...value,
        set: { dataset: datasetFor(base.dataset, { ...named, hasValidation: null }) },
      };
    });
    return { ...axis, values };
  });
  return withAxes({ ...sweep, base }, axes);
}
