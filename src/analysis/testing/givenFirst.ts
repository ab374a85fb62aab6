import type { RunState } from '../../spec/run/runState.ts';

/** A run of several rounds as it would be told had its first network been given. */
export function givenFirst(state: RunState): RunState {
  const [first, ...later] = state.rounds;
  return {
    ...state,
    spec: { ...state.spec, start: { network: 'ab'.repeat(32), as: 'round' } },
    rounds: [{ ...first, epochs: [] }, ...later],
  };
}
