/**
 * The rooms of the live page: the story with the charts of the method, and beside it what every method
 * has: its measures, its confusions and its mistakes. One is open at a time, and the scrubber goes on.
 */
import { MeasuresTable } from '../../../views/measures/MeasuresTable.tsx';
import { Reliability } from '../../../views/measures/Reliability.tsx';
import { Rescues } from '../../../views/measures/Rescues.tsx';
import type { StageRow, StageView } from './methodPage.ts';

const measures: StageView = {
  what: 'The measures',
  draw: ({ run }) => <MeasuresTable {...run} />,
};
const reliability: StageView = {
  what: 'The reliability',
  draw: ({ run }) => <Reliability {...run} />,
};
const rescues: StageView = {
  what: 'The rescues',
  draw: ({ classes }) => <Rescues {...classes} />,
};

export interface StageRoom {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly StageRow[];
}

/** The room that the page opens with: the story and the charts of the method. */
export const storyRoom = 'story';

/** The rooms beside the story. */
export const rooms: readonly StageRoom[] = [
  {
    id: 'measures',
    label: 'Measures',
    rows: [
      { shape: 'pair', cells: [[measures], [reliability]] },
      { shape: 'whole', cells: [[rescues]] },
    ],
  },
];
