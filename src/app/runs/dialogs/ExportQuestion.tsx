import { useState } from 'react';
import { formatBytes, formatCounted } from '../../../lib/numberFormat.ts';
import { Checkbox } from '../../controls/Checkbox.tsx';
import type { RunsParts } from '../runsParts.ts';
import { QuestionDialog } from './QuestionDialog.tsx';

interface ExportQuestionProps extends RunsParts {
  readonly runIds: readonly string[] | 'all';
  readonly onClose: () => void;
}

/** Asks what goes with the runs into the file. */
export function ExportQuestion({ runIds, runs, storage, on, onClose }: ExportQuestionProps) {
  const [withNetworks, setNetworks] = useState(true);
  const [withData, setData] = useState(false);
  const exported = runs.filter(({ runId }) => runIds === 'all' || runIds.includes(runId));
  const networks = exported.reduce((sum, run) => sum + run.networkBytes, 0);
  const logs = exported.reduce((sum, run) => sum + run.bytes, 0) - networks;
  return (
    <QuestionDialog
      title={`Export ${formatCounted(exported.length, 'run')}`}
      onClose={onClose}
      answer={{ label: 'Export', onPress: () => on.exportRuns(runIds, { withNetworks, withData }) }}
    >
      <p>
        One file with their logs, experiments, names and notes, about {formatBytes(logs)} before it
        is packed. Another browser or the command line opens it.
      </p>
      <Checkbox isSelected={withNetworks} onChange={setNetworks}>
        Networks and checkpoints, {formatBytes(networks)}, to go on from
      </Checkbox>
      <Checkbox isSelected={withData} onChange={setData} isDisabled={storage.datasets === 0}>
        Their data sets, as far as they are stored here
      </Checkbox>
    </QuestionDialog>
  );
}
