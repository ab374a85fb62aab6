import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import { valueAt } from '../../store/draft/draft.ts';
import { actions } from '../../store/useWorkbench.ts';

/** Changes the part of the draft that tells of its data. */
export function editDataset(change: (dataset: DatasetSpec) => DatasetSpec): void {
  const { draft, edit } = actions();
  edit('dataset', change(valueAt(draft, 'dataset') as DatasetSpec));
}
