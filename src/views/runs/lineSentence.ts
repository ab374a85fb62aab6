import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import { seedsText } from '../../analysis/results/seedsText.ts';
import { errorTexts } from './errorAxis.ts';
import { lineStanding } from './lineWords.ts';
import { stateWord } from './StateMark.tsx';

/** A line of the library as it is read aloud: `Complementary, μ 0.7, finished, seeds 1 – 20, …`. */
export function lineSentence(line: LibraryLine, title: string): string {
  const { state, seeds, testError } = line;
  const { strong, rest } = lineStanding(line);
  const parts = [
    title,
    stateWord(state),
    `${seeds.length === 1 ? 'seed' : 'seeds'} ${seedsText(seeds)}`,
    testError === null ? 'no test error yet' : `test error ${spoken(errorTexts(testError))}`,
    strong,
    rest,
  ];
  return parts.filter(Boolean).join(', ');
}

const spoken = ({ mean, reach }: { mean: string; reach: string }) =>
  `${mean}%${reach === '' ? '' : ` ${reach}`}`;
