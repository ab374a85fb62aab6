/** The bench among the rooms of a run: its sentence, its views, its drawer, and its keys. */
import { useEffect } from 'react';
import { withSwitched } from '../../../../analysis/whatIf/benchEdits.ts';
import {
  ownChoice,
  recordedErrors,
  whatIfRounds,
} from '../../../../analysis/whatIf/whatIfRounds.ts';
import { formatFixed } from '../../../../lib/numberFormat.ts';
import { BenchClass } from '../../../../views/bench/BenchClass.tsx';
import { BenchSentence } from '../../../../views/bench/BenchSentence.tsx';
import { BenchVote } from '../../../../views/bench/BenchVote.tsx';
import { benchSentence } from '../../../../views/bench/benchWords.ts';
import { WhatIf } from '../../../../views/bench/WhatIf.tsx';
import { frozenText } from '../../../../views/bench/whatIfWords.ts';
import type { ClassInspectorProps, ClassViewProps } from '../../../../views/viewProps.ts';
import { isTyping } from '../../run/useRunKeys.ts';
import type { Shown } from '../../run/useShownRun.ts';
import { type Bench, useBench, useBestVotes } from './useBench.ts';

export function VoteOfRun({ state, link }: ClassViewProps) {
  const bench = useBench(state);
  const best = useBestVotes(bench);
  useSwitchKeys(bench);
  return <BenchVote {...bench} {...best} link={link} />;
}

export function WhatIfOfRun({ state, link }: ClassViewProps) {
  return <WhatIf {...useBench(state)} link={link} />;
}

export function ClassOnBench(props: ClassInspectorProps & { readonly children: React.ReactNode }) {
  const { vote } = useBench(props.state);
  return vote === null ? props.children : <BenchClass {...props} vote={vote} />;
}

/** What heads the page while the bench is open. */
export function BenchHead({ shown: { state } }: { readonly shown: Shown }) {
  const { vote, settings } = useBench(state);
  const own = ownChoice(state);
  if (vote !== null) return <BenchSentence parts={benchSentence(vote)} />;
  const recorded = recordedErrors(state);
  if (own === null || recorded.length === 0) {
    return <BenchSentence parts={[{ text: 'After round 1 the bench has something to try.' }]} />;
  }
  const chosen = settings.whatIf ?? own;
  const frozen = whatIfRounds(recorded, chosen).flatMap(({ round, isFrozen }) =>
    isFrozen ? [round] : [],
  );
  const end = frozen.length === 0 ? 'no round freezes.' : `${frozenText(frozen).toLowerCase()}.`;
  return (
    <BenchSentence
      parts={[
        { text: 'With μ ' },
        { text: formatFixed(chosen.mu, 2), isBold: true },
        { text: ` ${end}` },
      ]}
    />
  );
}

/** Keys 1 to 9 switch networks off and on. */
function useSwitchKeys({ vote, settings, onChange }: Bench): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || vote === null || !/^[1-9]$/.test(event.key)) return;
      const round = Number(event.key);
      if (!vote.members.some((member) => member.round === round)) return;
      onChange({ ...settings, ...withSwitched(settings, vote.members, round) });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
