/** A log of complementary networks that are level-wise: the sample's rounds, one after the other. */

import { defaultComplementary } from '../../spec/methods/complementary.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { asMembers } from '../../spec/methods/levelwise/members.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { levelwiseLog, type SampleLevelwiseOptions } from './sampleLevelwise.ts';

/** A finished first round, and the second as far as `until`; finished without it. */
export function membersLog(options: SampleLevelwiseOptions = {}): RunEvent[] {
  const { until: _until, ...whole } = options;
  const first = levelwiseLog(whole);
  const second = levelwiseLog(options);
  const isEnd = ({ type }: RunEvent) => type === 'run-finished';
  const started = (event: RunEvent): RunEvent => {
    if (event.type !== 'run-started') return event;
    const members = asMembers(event.spec.method as LevelwiseSpec);
    return {
      ...event,
      spec: { ...event.spec, method: defaultComplementary({ rounds: 2, members }) },
    };
  };
  const ofSecond = second
    .slice(1)
    .map((event) => ('round' in event ? { ...event, round: 2 } : event));
  return [...first.filter((event) => !isEnd(event)).map(started), ...ofSecond].map(
    (event, seq) => ({ ...event, seq }) as RunEvent,
  );
}

/** The state at the end of {@link membersLog}. */
export function membersState(options: SampleLevelwiseOptions = {}): RunState {
  return foldRun(membersLog(options)) as RunState;
}
