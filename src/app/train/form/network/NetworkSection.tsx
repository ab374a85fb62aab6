/**
 * The form's part on the network, with what it would amount to for the images at hand. A list of
 * networks, one a round, comes from a file or a link only and is shown, not edited.
 */
import { useMemo } from 'react';
import { formatCount } from '../../../../lib/numberFormat.ts';
import { fitIssues } from '../../../../spec/networks/fitIssues.ts';
import { parameterCount } from '../../../../spec/networks/layerParameters.ts';
import {
  networkFields,
  networkText,
  placedNetwork,
} from '../../../../spec/networks/networkFacts.ts';
import type { NetworkKind, NetworkSpec } from '../../../../spec/networks/networks.ts';
import type { PlacedNetwork } from '../../../../spec/networks/placedLayers.ts';
import { heldData } from '../../../../store/data/dataSet.ts';
import { issueAt, valueAt } from '../../../../store/draft/draft.ts';
import { runClasses } from '../../../../store/runs/runClasses.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { Button } from '../../../controls/Button.tsx';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import { RailSection } from '../../RailSection.tsx';
import { LayerTable } from './LayerTable.tsx';
import styles from './NetworkSection.module.css';

/** The network that every round trains, or the list of them. */
export function NetworkSection() {
  const network = useWorkbench(({ draft }) => valueAt(draft, 'network'));
  const placed = usePlacedNetwork();
  const parameters = placed && `${formatCount(parameterCount(placed))} parameters`;
  return (
    <RailSection title="Network" note={parameters}>
      {Array.isArray(network) ? (
        <NetworkList networks={network as NetworkSpec[]} />
      ) : (
        <OneNetwork />
      )}
      {placed && <LayerTable network={placed} />}
    </RailSection>
  );
}

function OneNetwork() {
  const kind = useWorkbench(({ draft }) => valueAt(draft, 'network.kind'));
  return (
    <>
      <OptionField
        path="network.kind"
        onChoose={(value) => actions().chooseNetwork(value as NetworkKind)}
      />
      {networkFields(kind).map(({ path, option }) => (
        <OptionField key={path} path={path} described={option} />
      ))}
    </>
  );
}

/** One network a round, as a link or a file can ask for. */
function NetworkList({ networks }: { readonly networks: readonly NetworkSpec[] }) {
  const complaint = useWorkbench(({ draft }) => issueAt(draft, 'network'));
  return (
    <>
      <ol className={styles.list}>
        {networks.map((network, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the round
          <li key={index}>
            Round {index + 1}: {networkText(network)}
          </li>
        ))}
      </ol>
      {complaint !== null && (
        <p className={styles.complaint} role="alert">
          This {complaint}.
        </p>
      )}
      <Button size="small" onPress={() => actions().edit('network', networks[0])}>
        Use the first in every round
      </Button>
    </>
  );
}

/** The layers of the one network for the data at hand; null where something is wrong with either. */
function usePlacedNetwork(): PlacedNetwork | null {
  const spec = useWorkbench(({ draft }) => draft.spec);
  const view = useWorkbench(({ data }) => heldData(data));
  return useMemo(() => {
    if (spec === null || view === null || Array.isArray(spec.network)) return null;
    const classes = runClasses(view, spec.dataset).length;
    // The data at hand may be other than those that the experiment was held against.
    if (fitIssues(spec.network, view.shape, classes).length > 0) return null;
    return placedNetwork(spec.network, view.shape, classes);
  }, [spec, view]);
}
