/** The networks on the bench: each switched on or off, and its vote moved. */
import { networkError } from '../../analysis/run/runFacts.ts';
import { withSwitched, withVote } from '../../analysis/whatIf/benchEdits.ts';
import { type BenchMember, voteShares } from '../../analysis/whatIf/benchVotes.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { SplitName } from '../../spec/units.ts';
import { roundColour, roundTextColour } from '../kit/colours/roundColour.ts';
import { FineSlider } from '../kit/FineSlider.tsx';
import styles from './Bench.module.css';
import type { BenchProps } from './benchProps.ts';
import { sharesText } from './benchWords.ts';
import { NumberInput } from './NumberInput.tsx';

interface BenchCardsProps extends BenchProps {
  readonly members: readonly BenchMember[];
  readonly split: SplitName;
  /** What the tick on a vote stands for. */
  readonly tick: string;
}

/** The largest vote that can be typed. */
const mostVote = 1000;

export function BenchCards(props: BenchCardsProps) {
  const { members } = props;
  const most = Math.max(...members.map(({ trained, weight }) => Math.max(trained, weight))) || 1;
  const heaviest = Math.max(...members.map(({ trained }) => trained)) || 1;
  return (
    <>
      <ul className={styles.cards}>
        {members.map((member) => (
          <li key={member.round}>
            <Card {...props} member={member} most={Math.max(most, heaviest * 1.5)} />
          </li>
        ))}
      </ul>
      <Shares members={members} />
    </>
  );
}

interface CardProps extends BenchCardsProps {
  readonly member: BenchMember;
  /** Where the sliders end. */
  readonly most: number;
}

function Card(props: CardProps) {
  const { state, settings, onChange, onMoving, members, member, most, split, tick } = props;
  const { round, isOn, trained, weight } = member;
  const isLast = isOn && members.filter((one) => one.isOn).length === 1;
  const set = (value: number) =>
    onChange({ ...settings, ...withVote(settings, round, rounded(value)) });
  const name = `Network ${round}`;
  return (
    <div className={styles.card} data-off={!isOn || undefined}>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-disabled={isLast}
        className={styles.switch}
        title={isLast ? 'The last network stays on' : `${isOn ? 'Off' : 'On'} (${round})`}
        onClick={() => onChange({ ...settings, ...withSwitched(settings, members, round) })}
      >
        <i className={styles.switchTrack} style={isOn ? { background: roundColour(round) } : {}} />
        <b style={isOn ? { color: roundTextColour(round) } : {}}>{name}</b>
      </button>
      <FineSlider
        label={`Vote of network ${round}`}
        value={weight}
        min={0}
        max={most}
        step={0.01}
        valueText={`${formatFixed(weight, 3)}, ${tick} ${formatFixed(trained, 3)}`}
        colour={isOn ? roundColour(round) : 'var(--ink-3)'}
        isDisabled={!isOn}
        onChange={set}
        onMoving={onMoving}
      >
        <i
          className={styles.tick}
          style={{ left: `${(trained / most) * 100}%` }}
          title={`${tick} ${formatFixed(trained, 3)}`}
        />
      </FineSlider>
      <p className={styles.fact}>
        <span>vote</span>
        {isOn ? (
          <span className={styles.value}>
            <NumberInput
              label={`Vote of network ${round}, as a number`}
              text={formatFixed(weight, 3)}
              min={0}
              max={mostVote}
              onChange={set}
            />
            {weight !== trained && (
              <span className={styles.was}>from {formatFixed(trained, 3)}</span>
            )}
          </span>
        ) : (
          <span>– off</span>
        )}
      </p>
      <p className={styles.fact}>
        <span>errs</span>
        <span>{formatPercent(networkError(state.rounds[round - 1], split))}</span>
      </p>
    </div>
  );
}

/** To four places: a pointer tells no more, and links stay short. */
const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

function Shares({ members }: Pick<BenchCardsProps, 'members'>) {
  const shares = voteShares(members);
  return (
    <p className={styles.shares}>
      <span className={styles.sharesName}>shares of the vote</span>
      <span className={styles.sharesBar} aria-hidden>
        {members.map(({ round }, index) => (
          <i
            key={round}
            style={{ width: `${shares[index] * 100}%`, background: roundColour(round) }}
          />
        ))}
      </span>
      <span>{sharesText(shares)}</span>
    </p>
  );
}
