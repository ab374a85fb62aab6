/**
 * θ, the weights of the levels, now and over the epochs, beside the mean share r that each level
 * has in the answers; with a notice where one level has taken all the weight.
 */
import { Area, AreaChart, XAxis, YAxis } from 'recharts';
import { flatFrom } from '../../../analysis/levels/flatSoftmax.ts';
import { linearScale } from '../../../analysis/scales/scale.ts';
import { formatFixed } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { drawnFrom } from '../../kit/drawnFrom.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import textStyles from '../../kit/styles/text.module.css';
import { useWidth } from '../../kit/useWidth.ts';
import type { LevelWeightsProps } from '../../viewProps.ts';
import { epochExtent } from '../curves/epochAxis.ts';
import { mixtureWaiting } from '../levelNames.ts';
import styles from './LevelWeights.module.css';
import {
  ceilingNote,
  flatNotice,
  type LevelWeightRow,
  levelShade,
  levelWeightRows,
  weightBands,
  weightsDescription,
  weightsNote,
  weightsTable,
} from './levelWeightWords.ts';

const select = ({ state }: LevelWeightsProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'levelwise'),
});

/** θ of each level now, with its mean share r, and both over the epochs. */
export const LevelWeights = drawnFrom(select, function LevelWeights({ state }) {
  const rows = levelWeightRows(state);
  const notice = flatNotice(state);
  const waiting = mixtureWaiting(state);
  return (
    <FigureFrame
      title="Level weights"
      note={
        notice === null ? (
          <>
            <Sign text="θ" /> {weightsNote(state)}
          </>
        ) : (
          <span className={styles.notice} role="status">
            {notice}
          </span>
        )
      }
      description={weightsDescription(state)}
      table={() => weightsTable(state)}
    >
      <table className={styles.weights}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visuallyHidden">level</span>
            </th>
            <th scope="col" aria-hidden />
            <th scope="col" title="Weight of a level">
              <i className={styles.barKey} />
              <Sign text="θ" />
            </th>
            <th scope="col" title="Mean share of the true class’s probability that a level gives">
              <i className={styles.tickKey} />
              <Sign text="r" />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, level) => (
            <Row key={row.name} row={row} shade={levelShade(level, rows.length)} />
          ))}
        </tbody>
      </table>
      <p className={styles.ceiling}>{ceilingNote(state)}</p>
      <div className={styles.times}>
        <OverTime state={state} of="levelWeights" symbol="θ" waiting={waiting} />
        <OverTime state={state} of="levelShares" symbol="r" waiting={waiting} />
      </div>
    </FigureFrame>
  );
});

function Sign({ text }: { readonly text: string }) {
  return <i className={textStyles.symbol}>{text}</i>;
}

function Row({ row, shade }: { readonly row: LevelWeightRow; readonly shade: string }) {
  const { name, weight, share } = row;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.barCell}>
        <span className={styles.track}>
          {weight === null ? (
            <i className={styles.dotted} />
          ) : (
            <i
              className={styles.bar}
              style={{ width: `${Math.min(1, weight) * 100}%`, background: shade }}
            />
          )}
          {share !== null && (
            <i className={styles.tick} style={{ left: `${Math.min(1, share) * 100}%` }} />
          )}
        </span>
      </td>
      <td className={styles.strong}>{formatFixed(weight, 2)}</td>
      <td>{formatFixed(share, 2)}</td>
    </tr>
  );
}

const height = 52;

interface OverTimeProps {
  readonly state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>;
  readonly of: 'levelWeights' | 'levelShares';
  readonly symbol: string;
  readonly waiting: string | null;
}

/** Shares of 1 stacked over the epochs, the classes at the bottom. */
function OverTime({ state, of, symbol, waiting }: OverTimeProps) {
  const [width, ref] = useWidth(120);
  const epochs = epochExtent(state);
  const bands = weightBands(state, of);
  const levels = levelWeightRows(state).length;
  const x = linearScale(epochs, 0, width);
  return (
    <div className={styles.time}>
      <div ref={ref} className={styles.plot} style={{ height }} aria-hidden>
        <AreaChart
          width={width}
          height={height}
          margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          data={bands}
        >
          <XAxis
            type="number"
            dataKey="x"
            domain={[epochs.min, epochs.max]}
            hide
            allowDataOverflow
          />
          <YAxis type="number" domain={[0, 1]} hide allowDataOverflow />
          {Array.from({ length: levels }, (_, level) => (
            <Area
              // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
              key={level}
              dataKey={({ edges }: (typeof bands)[number]) => [
                edges[levels - 1 - level],
                edges[levels - level],
              ]}
              stroke="none"
              fill={levelShade(level, levels)}
              fillOpacity={1}
              isAnimationActive={false}
              activeDot={false}
            />
          ))}
        </AreaChart>
        <i className={styles.limit} style={{ top: (1 - flatFrom) * height }} />
        {bands.length === 1 && (
          <Column edges={bands[0].edges} left={x(bands[0].x)} levels={levels} />
        )}
        {waiting !== null && symbol === 'θ' && <p className={styles.waiting}>{waiting}</p>}
      </div>
      <span className={styles.timeName} aria-hidden>
        <span>
          <Sign text={symbol} /> by epoch, dashed {flatFrom}
        </span>
        <span>{epochs.max}</span>
      </span>
    </div>
  );
}

interface ColumnProps {
  readonly edges: readonly number[];
  readonly left: number;
  readonly levels: number;
}

/** One epoch has no area yet: a thin column. */
function Column({ edges, left, levels }: ColumnProps) {
  return Array.from({ length: levels }, (_, level) => {
    const [from, to] = [edges[levels - 1 - level], edges[levels - level]];
    return (
      <i
        // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
        key={level}
        className={styles.column}
        style={{
          left,
          bottom: from * height,
          height: (to - from) * height,
          background: levelShade(level, levels),
        }}
      />
    );
  });
}
