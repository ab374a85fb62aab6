import { BringExperiment } from './BringExperiment.tsx';
import { PresetCards } from './PresetCards.tsx';
import { ThisMachine } from './ThisMachine.tsx';

/** Ways to start beside data, and what this machine offers. */
export function Ways() {
  return (
    <>
      <PresetCards />
      <BringExperiment />
      <ThisMachine />
    </>
  );
}
