/** What stands on the shelf: data sets that come with the page, are stored, or can be fetched. */
import { type CatalogueEntry, catalogue } from '../../data/catalog/catalogue.ts';
import { formatBytes, formatCount } from '../../lib/numberFormat.ts';
import type { StorageView } from '../../worker/protocol/dataRequests.ts';

/** A data set that is stored in this browser, or what is left of one. */
export interface StoredItem {
  readonly hash: string;
  readonly title: string;
  readonly note: string;
  /** Whether it can be opened; what is damaged can only be removed. */
  readonly isWhole: boolean;
}

/** Data sets that are stored, the last stored first. */
export function storedItems(storage: StorageView | null): readonly StoredItem[] {
  return (storage?.datasets ?? []).map((one) => {
    const size = sizeText(one.bytes);
    if (one.state === 'damaged') {
      return {
        hash: one.hash,
        title: 'Damaged',
        note: `${size}, was never finished`,
        isWhole: false,
      };
    }
    const note = `${formatCount(one.classes.length)} classes · ${size}`;
    return { hash: one.hash, title: one.name, note, isWhole: true };
  });
}

/** Published data sets that can be fetched: those that are not stored already. */
export function remoteItems(storage: StorageView | null): readonly CatalogueEntry[] {
  const stored = new Set(
    (storage?.datasets ?? []).map((one) => (one.state === 'whole' ? one.source : '')),
  );
  return catalogue.filter(({ source }) => !stored.has(source));
}

/** `10 classes · 11.6 MB`. */
export function remoteNote({ classes, bytes }: CatalogueEntry): string {
  return `${formatCount(classes)} classes · ${sizeText(bytes)}`;
}

/** A size in few digits, for narrow places: `11.6 MB`, `169 MB`. */
function sizeText(bytes: number): string {
  const megabytes = bytes / 1e6;
  if (megabytes < 100 || megabytes >= 1000) return formatBytes(bytes);
  return `${megabytes.toFixed(0)} MB`;
}

/** What stored data sets and unfinished files take, counted: browsers only guess it. */
export function storedText({ datasets, unfinished }: StorageView): string {
  return formatBytes(datasets.reduce((sum, { bytes }) => sum + bytes, unfinished));
}
