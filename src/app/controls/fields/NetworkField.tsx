/**
 * The field of the network that training starts from: random weights, a network that a run of this
 * session or a kept one left, or a file. A network is named by the hash of its weights, which may be of one that
 * is not at hand.
 */
import { ChevronDown, FileText } from 'lucide-react';
import { useMemo } from 'react';
import {
  Button as AriaButton,
  DropZone,
  FileTrigger,
  Label,
  Select,
  SelectValue,
} from 'react-aria-components';
import { finalError } from '../../../analysis/run/runFacts.ts';
import { formatHash, formatPercent } from '../../../lib/numberFormat.ts';
import type { NetworkOption } from '../../../spec/fields/optionDescription.ts';
import {
  type PretrainedNetwork,
  pretrainedNetworks,
} from '../../../store/runs/pretrainedNetworks.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import { pathedFilesIn } from '../../droppedFiles.ts';
import { runText } from '../../train/form/specText.ts';
import { Button } from '../Button.tsx';
import { ChoiceList } from './ChoiceList.tsx';
import styles from './Field.module.css';
import { FieldComplaint, FieldHelp, FieldLabel } from './FieldLabel.tsx';
import fileStyles from './NetworkField.module.css';

interface NetworkFieldProps {
  readonly option: NetworkOption;
  readonly complaint: string | null;
  /** Hash of the network; null for none. */
  readonly value: string | null;
  readonly onChoose: (hash: string | null) => void;
}

const none = 'none';

/** A network of this session, or from a file, to start from. */
export function NetworkField({ option, complaint, value, onChoose }: NetworkFieldProps) {
  const choices = useNetworkChoices(value);
  return (
    <DropZone
      className={fileStyles.zone}
      data-drop-zone="network"
      aria-label="Drop a model or a network here"
      onDrop={({ items }) => void pathedFilesIn(items).then(actions().takeNetworks)}
    >
      <Select
        className={styles.row}
        value={value ?? none}
        isInvalid={complaint !== null}
        validationBehavior="aria"
        onChange={(key) => onChoose(key === none || key === null ? null : String(key))}
      >
        <Label>
          <FieldLabel option={option} />
        </Label>
        <AriaButton className={styles.choice}>
          <SelectValue className={textStyles.ellipsis}>
            {choices.find((choice) => choice.value === (value ?? none))?.label ?? '–'}
          </SelectValue>
          <ChevronDown size={13} aria-hidden="true" />
        </AriaButton>
        <FieldHelp option={option} />
        <FieldComplaint complaint={complaint} />
        <ChoiceList choices={choices} />
      </Select>
      <ModelFile />
    </DropZone>
  );
}

/** Chooses the files of a model or a network; they can be dropped around it as well. */
function ModelFile() {
  const isReading = useWorkbench((state) => state.isReadingFile);
  return (
    <div className={styles.aside}>
      <FileTrigger
        acceptedFileTypes={['.onnx', '.safetensors', '.json', '.bin', '.zip']}
        allowsMultiple
        onSelect={(list) =>
          void actions().takeNetworks(Array.from(list ?? [], (file) => ({ file, path: file.name })))
        }
      >
        <Button size="small" isDisabled={isReading}>
          <FileText size={13} aria-hidden="true" />
          {isReading ? 'Reading…' : 'Open a model file'}
        </Button>
      </FileTrigger>
      <span className={fileStyles.kinds}>.onnx, model.json, .safetensors or .zip</span>
    </div>
  );
}

/** Random weights, the networks at hand, and a network that is named but not here. */
function useNetworkChoices(value: string | null) {
  const runs = useWorkbench((state) => state.runs);
  const takenNetworks = useWorkbench((state) => state.takenNetworks);
  const keptRuns = useWorkbench((state) => state.keptRuns);
  return useMemo(() => {
    const networks = pretrainedNetworks({ runs, takenNetworks, keptRuns });
    const isMissing = value !== null && networks.every(({ hash }) => hash !== value);
    return [
      { value: none, label: 'random weights', help: 'A fresh network, drawn from the seed.' },
      ...networks.map(describe),
      ...(isMissing ? [missing(value)] : []),
    ];
  }, [runs, takenNetworks, keptRuns, value]);
}

function describe({ hash, run, round, file, kept }: PretrainedNetwork) {
  if (kept !== null) {
    const several = kept.networks.length > 1 ? 'one of the networks of ' : '';
    const error = kept.testError === null ? '' : `, error ${formatPercent(kept.testError)}`;
    return {
      value: hash,
      label: `${several}${kept.title ?? kept.name}`,
      help: `Kept: ${kept.methodText}, ${kept.networkText}, on ${kept.datasetName}${error}. ${formatHash(hash)}`,
    };
  }
  const newest = run?.newest ?? null;
  if (newest === null) {
    return {
      value: hash,
      label: file ?? formatHash(hash),
      help: `From a file. ${formatHash(hash)}`,
    };
  }
  const network = newest.rounds.length > 1 ? `network ${round} of ` : '';
  return {
    value: hash,
    label: `${network}${runText(newest.spec)}`,
    help: `On ${newest.dataset.name}, ${newest.spec.training.epochs} epochs, error ${formatPercent(finalError(newest))}. ${formatHash(hash)}`,
  };
}

function missing(hash: string) {
  const help =
    'Not at hand: open its network.safetensors or the model that it is in, or train it again.';
  return { value: hash, label: formatHash(hash), help };
}
