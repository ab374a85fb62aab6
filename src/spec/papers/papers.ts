/** Both papers and what they show, in the order in which they show it. */
import { complementaryPaper, levelwisePaper } from '../presets/preset.ts';
import type { Exhibit } from './exhibit.ts';
import { complementaryFigures, levelwiseFigures } from './publishedFigures.ts';
import { complementaryTables, levelwiseTables } from './publishedTables.ts';

export interface Paper {
  readonly id: 'complementary' | 'levelwise';
  readonly title: string;
  readonly citation: string;
  readonly exhibits: readonly Exhibit[];
}

export const papers: readonly Paper[] = [
  {
    id: 'complementary',
    title: 'Complementary networks',
    citation: complementaryPaper,
    exhibits: [...complementaryTables, ...complementaryFigures],
  },
  {
    id: 'levelwise',
    title: 'Level-wise mixture',
    citation: levelwisePaper,
    exhibits: [...levelwiseTables, ...levelwiseFigures],
  },
];
