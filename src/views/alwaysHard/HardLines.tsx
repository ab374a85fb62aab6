/**
 * What the chart of the always-hard share draws through recharts: the bound as an area, ρ from soft
 * errors as dots and from hard errors as diamonds. Labels stand over it, placed by its caller.
 */
import {
  Area,
  ComposedChart,
  type DotItemDotProps,
  Line,
  ReferenceLine,
  XAxis,
  YAxis,
} from 'recharts';
import type { HardShare } from '../../analysis/rounds/hardShares.ts';
import { ticksOf } from '../../analysis/scales/scale.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { formatTick } from '../kit/scales/formatTick.ts';
import { type HardPlace, hardAxisWidth, hardHeight, hardInset, hardMargin } from './hardLayout.ts';

interface HardLinesProps {
  readonly shares: readonly HardShare[];
  readonly place: HardPlace;
  readonly width: number;
  readonly limit: number;
}

/** Without data recharts draws no axes: a round without shares makes it draw them. */
const noShares: readonly Partial<HardShare>[] = [{ round: 1 }];

/** Least pixels from round to round with a dot at each. */
const dottedStep = 8;

/** The axis, the area that the bound allows, and ρ: dots for soft errors, diamonds for hard. */
export function HardLines({ shares, place, width, limit }: HardLinesProps) {
  const still = { isAnimationActive: false, activeDot: false } as const;
  const dotted = place.step >= dottedStep || shares.length === 1;
  return (
    <ComposedChart
      width={width}
      height={hardHeight}
      margin={hardMargin}
      accessibilityLayer={false}
      data={shares.length > 0 ? shares.map((share) => withinAxis(share, limit)) : noShares}
    >
      <XAxis
        type="number"
        dataKey="round"
        domain={[1, place.last]}
        padding={{ left: hardInset, right: hardInset }}
        hide
      />
      {shareAxis(limit, shares.length === 0)}
      <ReferenceLine y={0} stroke="var(--hairline)" />
      <Area
        dataKey="bound"
        stroke="var(--ink-2)"
        strokeWidth={1.2}
        fill="var(--tile)"
        fillOpacity={1}
        dot={dotted && boundDot}
        {...still}
      />
      <Line
        dataKey="hard"
        stroke="var(--ink)"
        strokeWidth={1}
        strokeDasharray="3 2"
        dot={dotted && hardDot}
        {...still}
      />
      <Line
        dataKey="soft"
        stroke="var(--ink)"
        strokeWidth={1.4}
        dot={dotted && { r: 2.5, fill: 'var(--ink)', strokeWidth: 0 }}
        {...still}
      />
    </ComposedChart>
  );
}

/** A bound above the axis says nothing: it runs along the edge. */
function withinAxis(share: HardShare, limit: number): HardShare {
  return { ...share, bound: share.bound === null ? null : Math.min(share.bound, limit) };
}

/** Dots on the edge are clipped where data may overflow; without data the axis needs it to stand. */
function shareAxis(limit: number, isEmpty: boolean) {
  return (
    <YAxis
      type="number"
      domain={[0, limit]}
      ticks={ticksOf({ min: 0, max: limit }, 3)}
      width={hardAxisWidth}
      interval={0}
      tickLine={false}
      tickSize={0}
      axisLine={false}
      tickMargin={5}
      allowDataOverflow={isEmpty}
      tickFormatter={(value: number) => `${formatTick(value * 100)}${value > 0 ? '%' : ''}`}
      tick={{ fontSize: 'var(--size-axis)', fill: 'var(--ink-3)' }}
    />
  );
}

/** In the colour of its round. */
function boundDot({ cx, cy, index, value }: DotItemDotProps) {
  if (typeof cx !== 'number' || typeof cy !== 'number' || value === null) return null;
  return <circle key={index} cx={cx} cy={cy} r={3} fill={roundColour(index + 1)} />;
}

/** A hollow diamond. */
function hardDot({ cx, cy, index }: DotItemDotProps) {
  if (typeof cx !== 'number' || typeof cy !== 'number') return null;
  const path = `M${cx - 3.8},${cy}l3.8,-3.8l3.8,3.8l-3.8,3.8z`;
  return <path key={index} d={path} fill="var(--sheet)" stroke="var(--ink)" strokeWidth={1.2} />;
}
