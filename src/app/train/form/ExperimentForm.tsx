import { EarlierRuns } from '../run/EarlierRuns.tsx';
import { DataSummary } from './DataSummary.tsx';
import { MethodSection } from './method/MethodSection.tsx';
import { NetworkSection } from './network/NetworkSection.tsx';
import { PresetMenu } from './PresetMenu.tsx';
import { TrainingSection } from './TrainingSection.tsx';

/** The whole experiment as a form; used in the rail, and in the sheet of a narrow page. */
export function ExperimentForm({ onLeave }: { readonly onLeave?: () => void }) {
  return (
    <div>
      <DataSummary onLeave={onLeave} />
      <PresetMenu />
      <NetworkSection />
      <MethodSection />
      <TrainingSection />
      <EarlierRuns onLeave={onLeave} />
    </div>
  );
}
