/**
 * What if μ had been another: γ, votes and importance from the class errors that every round recorded.
 * Recorded lines are solid grey, what-if lines dotted; rounds that freeze are named, with the μ to use.
 */
import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { freezingMus, largestFreeMu, muRange } from '../../analysis/whatIf/freezing.ts';
import {
  ownChoice,
  recordedErrors,
  type WhatIfChoice,
  whatIfRounds,
} from '../../analysis/whatIf/whatIfRounds.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { ClassLink } from '../classLink.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import { FineSlider } from '../kit/FineSlider.tsx';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { Segments } from '../kit/Segments.tsx';
import type { BenchProps } from './benchProps.ts';
import { NumberInput } from './NumberInput.tsx';
import styles from './WhatIf.module.css';
import { WhatIfLines } from './WhatIfLines.tsx';
import { WhatIfTable } from './WhatIfTable.tsx';
import { frozenText, whatIfDescription, whatIfTable } from './whatIfWords.ts';

interface WhatIfProps extends BenchProps {
  readonly link: ClassLink;
}

export function WhatIf({ state, settings, onChange, link }: WhatIfProps) {
  const own = ownChoice(state);
  const chosen = settings.whatIf ?? own;
  const recorded = useMemo(() => recordedErrors(state), [state]);
  const rounds = useMemo(
    () => (chosen === null ? [] : whatIfRounds(recorded, chosen)),
    [recorded, chosen],
  );
  const rule = chosen && `${chosen.update} ${chosen.errors}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: where rounds freeze does not depend on μ
  const freezing = useMemo(
    () => (chosen === null ? [] : freezingMus(recorded, chosen)),
    [recorded, rule],
  );
  if (own === null || chosen === null) return null;
  const choose = (change: Partial<WhatIfChoice>) => {
    const next = { ...chosen, ...change };
    const isOwn = next.mu === own.mu && next.update === own.update && next.errors === own.errors;
    onChange({ ...settings, whatIf: isOwn ? null : next });
  };
  return (
    <FigureFrame
      title="What if μ had been another"
      note={`each round keeps its recorded class errors, so the further from ${own.mu}, the rougher`}
      description={whatIfDescription(rounds, chosen)}
      table={() => whatIfTable(rounds, state)}
      controls={
        <>
          <Segments
            label="Update"
            options={[
              { id: 'paper', label: 'printed' },
              { id: 'released-code', label: 'released' },
            ]}
            chosen={chosen.update}
            onChoose={(update) =>
              choose(update === 'released-code' ? { update, errors: 'hard' } : { update })
            }
          />
          <Segments
            label="Class errors"
            options={[
              ...(chosen.update === 'paper' ? [{ id: 'soft' as const, label: 'soft' }] : []),
              { id: 'hard' as const, label: 'hard' },
            ]}
            chosen={chosen.errors}
            onChoose={(errors) => choose({ errors })}
          />
        </>
      }
    >
      <div className={styles.whatIf}>
        <div>
          <MuSlider own={own} chosen={chosen} freezing={freezing} onMu={(mu) => choose({ mu })} />
          {recorded.length === 0 ? (
            <p className={styles.note}>After round 1 there are class errors to go by.</p>
          ) : (
            <Freezing
              frozen={rounds.flatMap(({ round, isFrozen }) => (isFrozen ? [round] : []))}
              free={largestFreeMu(freezing)}
              onUse={(mu) => choose({ mu })}
            />
          )}
        </div>
        <WhatIfLines state={state} rounds={rounds} own={own} chosen={chosen} link={link} />
        <WhatIfTable state={state} rounds={rounds} />
      </div>
    </FigureFrame>
  );
}

interface MuSliderProps {
  readonly own: WhatIfChoice;
  readonly chosen: WhatIfChoice;
  readonly freezing: readonly (number | null)[];
  readonly onMu: (mu: number) => void;
}

const least = 0.3;

function MuSlider({ own, chosen, freezing, onMu }: MuSliderProps) {
  const min = Math.min(least, own.mu, chosen.mu);
  const max = Math.max(1, own.mu, chosen.mu);
  const place = (mu: number) => `${((mu - min) / (max - min)) * 100}%`;
  const marks = freezing.flatMap((mu, index) =>
    mu !== null && mu >= min && mu <= max ? [{ mu, round: index + 1 }] : [],
  );
  const first = marks.reduce((low, { mu }) => Math.min(low, mu), max);
  return (
    <div className={styles.mu}>
      <p className={styles.muHead}>
        <span>μ</span>
        <NumberInput
          label="μ, as a number"
          text={formatFixed(chosen.mu, 2)}
          min={muRange.min}
          max={muRange.max}
          onChange={(mu) => onMu(Math.round(mu * 1e4) / 1e4)}
        />
        <span className={styles.note}>
          {chosen.mu === own.mu ? 'as trained' : `trained ${own.mu}`}
        </span>
      </p>
      <div className={styles.marks} aria-hidden>
        {marks.length > 0 && <span className={styles.marksName}>freezes in round</span>}
        {spread(marks.map(({ mu }) => (mu - min) / (max - min))).map((at, index) => (
          <b
            key={marks[index].round}
            style={{ left: `${at * 100}%`, color: roundTextColour(marks[index].round) }}
          >
            {marks[index].round}
          </b>
        ))}
      </div>
      <FineSlider
        label="μ"
        value={chosen.mu}
        min={min}
        max={max}
        from={Math.max(min, 0.5)}
        step={0.01}
        valueText={`μ ${formatFixed(chosen.mu, 2)}`}
        colour="var(--leaf)"
        onChange={(mu) => onMu(Math.round(mu * 1000) / 1000)}
      >
        {first < max && <i className={styles.frozenRange} style={{ left: place(first) }} />}
        {[0.5, own.mu].map((at) => (
          <i key={at} className={styles.tick} style={{ left: place(at) }} />
        ))}
        {marks.map(({ mu, round }) => (
          <i
            key={`round ${round}`}
            className={styles.freezeTick}
            style={{ left: place(mu), background: roundTextColour(round) }}
          />
        ))}
      </FineSlider>
      <p className={styles.ends} aria-hidden>
        <span>{min}</span>
        <span style={{ position: 'absolute', left: place(0.5) }}>½</span>
        <span style={{ position: 'absolute', left: place(own.mu) }}>{own.mu} trained</span>
        <span>{max}</span>
      </p>
    </div>
  );
}

/** Shares of the width at which numbers do not cover one another. */
function spread(shares: readonly number[]): number[] {
  const gap = 0.05;
  const order = [...shares.keys()].sort((a, b) => shares[a] - shares[b]);
  const placed = [...shares];
  for (let at = order.length - 2; at >= 0; at--) {
    placed[order[at]] = Math.min(placed[order[at]], placed[order[at + 1]] - gap);
  }
  return placed;
}

interface FreezingProps {
  readonly frozen: readonly number[];
  readonly free: number | null;
  readonly onUse: (mu: number) => void;
}

function Freezing({ frozen, free, onUse }: FreezingProps) {
  if (frozen.length === 0) {
    return (
      <p className={styles.note}>
        {free === null || free >= muRange.max
          ? 'No round freezes at any μ that can be chosen.'
          : `No round freezes; the first does above ${formatFixed(free, 2)}.`}
      </p>
    );
  }
  return (
    <div className={styles.freezing} role="status">
      <p className={styles.freezingHead}>
        <TriangleAlert size={14} strokeWidth={1.75} aria-hidden /> {frozenText(frozen)}
      </p>
      <p>
        There <i className={styles.symbol}>μ·ε</i> reaches ½: importance stays as it is and the vote
        is 0.{' '}
        {free !== null && (
          <>
            Up to <b>{formatFixed(free, 2)}</b> no round does.{' '}
            <button type="button" className={styles.use} onClick={() => onUse(free)}>
              Use {formatFixed(free, 2)}
            </button>
          </>
        )}
      </p>
    </div>
  );
}
