import { useMemo } from 'react';
import type { RunState } from '../../spec/runState.ts';
import type { ClassIndex, ImageIndex } from '../../spec/units.ts';
import { roundColour, roundTextColour } from '../shared/roundColour.ts';
import { useWidth } from '../shared/useWidth.ts';
import styles from './ClassInspector.module.css';
import { type FirstRight, firstRightCounts, firstRightOf } from './classFacts.ts';
import { Section } from './Section.tsx';

interface FirstRightDotsProps {
  readonly state: RunState;
  readonly index: ClassIndex;
  readonly testOnes: readonly ImageIndex[];
}

/** More dots would not be told apart; the counts beneath cover all. */
const mostDots = 160;
const dotStep = 13.5;

/** A dot a test image, in the colour of the network that first got it. */
export function FirstRightDots({ state, index, testOnes }: FirstRightDotsProps) {
  const firsts = useMemo(() => firstRightOf(state, index, testOnes), [state, index, testOnes]);
  const more = firsts.length - mostDots;
  return (
    <Section
      title="Which network got it first"
      note={more > 0 ? `${mostDots} of ${firsts.length} shown` : undefined}
    >
      {firsts.length === 0 ? (
        <p className={styles.quiet}>
          {testOnes.length === 0 ? 'The test labels are not at hand.' : 'Known when round 1 ends.'}
        </p>
      ) : (
        <>
          <Dots firsts={firsts.slice(0, mostDots)} />
          <Counts firsts={firsts} />
        </>
      )}
    </Section>
  );
}

function Dots({ firsts }: { readonly firsts: readonly FirstRight[] }) {
  const [width, ref] = useWidth(270);
  const perRow = Math.max(1, Math.floor(width / dotStep));
  const rows = Math.ceil(firsts.length / perRow);
  return (
    <div ref={ref}>
      <svg width={width} height={rows * dotStep} className={styles.dots} aria-hidden>
        {firsts.map((first, place) => (
          <Dot
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
            key={place}
            first={first}
            x={(place % perRow) * dotStep + 6}
            y={Math.floor(place / perRow) * dotStep + 7}
          />
        ))}
      </svg>
    </div>
  );
}

interface DotProps {
  readonly first: FirstRight;
  readonly x: number;
  readonly y: number;
}

function Dot({ first: { round, lost }, x, y }: DotProps) {
  if (round === null) return <circle className={styles.nobody} cx={x} cy={y} r="3.9" />;
  return (
    <>
      <circle cx={x} cy={y} r="4.5" fill={roundColour(round)} />
      {lost && <path className={styles.slash} d={`M${x - 4} ${y + 4}L${x + 4} ${y - 4}`} />}
    </>
  );
}

/** The counts in words, so that colour is not needed to read them. */
function Counts({ firsts }: { readonly firsts: readonly FirstRight[] }) {
  const rounds = Math.max(1, ...firsts.map(({ round }) => round ?? 1));
  const { byRound, nobody } = firstRightCounts(firsts, rounds);
  return (
    <p className={styles.counts}>
      {byRound.map((count, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the round
        <span key={at}>
          <b style={{ color: roundTextColour(at + 1) }}>{countText(count, at + 1)}</b> ·{' '}
        </span>
      ))}
      {nobody} nobody yet.
      {firsts.some(({ lost }) => lost) && ' A slash: the vote still loses it.'}
    </p>
  );
}

function countText(count: number, round: number): string {
  if (round === 1) return `${count} network 1`;
  return round === 2 ? `${count} rescued by 2` : `${count} by ${round}`;
}
