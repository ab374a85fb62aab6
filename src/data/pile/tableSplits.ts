/** What the tables of a pile tell of splits alone, whoever tells the labels of its images. */
import type { ReadingChoices } from '../readingChoices.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { JudgedTable } from './judgeTable.ts';
import type { LabelRow } from './labelRows.ts';
import { listedSplits } from './listedSplits.ts';
import { folderPath } from './pileImage.ts';
import type { PileTable } from './pileTable.ts';
import type { SplitList } from './splitList.ts';
import { splitListOf } from './splitListOf.ts';

export class TableSplits {
  private readonly lists = new Map<PileTable, SplitList>();

  constructor(private readonly shelves: ImageShelves) {}

  /** Keeps the splits that a table tells, if it tells any. */
  add(table: PileTable, judged: JudgedTable): void {
    const list = splitListOf(table, judged, this.shelves);
    if (list !== null) this.lists.set(table, list);
  }

  /**
   * The splits of images that are labelled, or may be by their folders; a question where that is open.
   * @param labelled what tables tell of labels.
   */
  told(labelled: ReadonlyMap<number, LabelRow>, choices: ReadingChoices) {
    const { images, placesIn, roles } = this.shelves;
    const listed = [...placesIn.values()].flatMap((places) => {
      const isNamed = places.some((at) => labelled.has(at));
      const own = isNamed ? places.filter((at) => labelled.has(at)) : places;
      return own.map((at) => ({ at, folder: folderPath(images[at].folders), role: roles[at] }));
    });
    return listedSplits(listed, [...this.lists.values()], choices);
  }

  /** The tables that some of the lists were read from. */
  tablesOf(used: readonly SplitList[]): readonly PileTable[] {
    return [...this.lists].flatMap(([table, list]) => (used.includes(list) ? [table] : []));
  }
}
