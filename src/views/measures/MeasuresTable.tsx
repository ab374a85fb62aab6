/**
 * The measures of each finished network and of their vote, side by side: what the error alone does
 * not tell.
 */
import { useMemo } from 'react';
import { shownSplit } from '../../analysis/run/runFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { MeasuresProps } from '../viewProps.ts';
import styles from './Measures.module.css';
import {
  linesOf,
  type MeasuredModel,
  measuredModels,
  measuresDescription,
  measuresNote,
  measuresTable,
  tableLines,
} from './measureWords.ts';

/** Networks beside the vote; more of them stand in the table. */
const shownNetworks = 4;

const select = ({ state }: MeasuresProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
});

/** Every measure of the networks so far and of the vote. */
export const MeasuresTable = drawnFrom(select, function MeasuresTable({ state }) {
  const models = useMemo(() => measuredModels(state, shownSplit(state)), [state]);
  const shown = shownModels(models);
  const lines = models.length === 0 ? tableLines : linesOf(models);
  return (
    <FigureFrame
      title="Measures"
      note={measuresNote(state)}
      description={measuresDescription(models)}
      table={() => measuresTable(models)}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Measures of each network" tabIndex={0}>
        <table className={styles.measures}>
          <thead>
            <tr>
              <th scope="col">measure</th>
              {shown.map(({ key, name, round }) => (
                <th
                  key={key}
                  scope="col"
                  style={round === null ? undefined : { color: roundTextColour(round) }}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ label, help, textOf }) => (
              <tr key={label}>
                <th scope="row" title={help}>
                  {label}
                </th>
                {shown.length === 0 && <td>–</td>}
                {shown.map((model) => (
                  <td key={model.key} className={model.round === null ? styles.vote : undefined}>
                    {textOf(model)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </FigureFrame>
  );
});

/** The vote, which is asked for first, then the first network and the newest ones. */
function shownModels(models: readonly MeasuredModel[]): readonly MeasuredModel[] {
  const networks = models.filter(({ round }) => round !== null);
  const votes = models.filter(({ round }) => round === null);
  if (networks.length <= shownNetworks) return [...votes, ...networks];
  return [...votes, networks[0], ...networks.slice(1 - shownNetworks)];
}
