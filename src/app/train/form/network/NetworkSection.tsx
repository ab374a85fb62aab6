/**
 * The form's part on the network, with what it would amount to for the images at hand: one network
 * for all, or one for each.
 */
import { useMemo, useState } from 'react';
import { roundsOf, unlikeNetworksOf } from '../../../../spec/methods/methodFacts.ts';
import { misfitOf } from '../../../../spec/networks/fitIssues.ts';
import { networkFields, placedNetwork } from '../../../../spec/networks/networkFacts.ts';
import type { NetworkKind } from '../../../../spec/networks/networks.ts';
import type { PlacedNetwork } from '../../../../spec/networks/placedLayers.ts';
import type { ImageShape } from '../../../../spec/units.ts';
import { heldData } from '../../../../store/data/dataSet.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { runClasses } from '../../../../store/runs/runClasses.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { FlagField } from '../../../controls/fields/FlagField.tsx';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import { RailSection } from '../../RailSection.tsx';
import { LayerTable } from './LayerTable.tsx';
import styles from './NetworkSection.module.css';
import { NetworksOfRounds } from './NetworksOfRounds.tsx';
import { PublishedSizes } from './PublishedSizes.tsx';
import { StartFields } from './StartFields.tsx';

/** The network that all rounds train, or one for each. */
export function NetworkSection() {
  const network = useWorkbench(({ draft }) => valueAt(draft, 'network'));
  const canDiffer = useWorkbench(({ draft }) => unlikeNetworksOf(draft.lastGood.method) > 1);
  const each = useWorkbench(({ draft }) =>
    canDiffer && roundsOf(draft.lastGood.method) === 1 ? 'network' : 'round',
  );
  const [chosen, setChosen] = useState(0);
  const isList = Array.isArray(network);
  const picked = isList ? Math.min(chosen, network.length - 1) : 0;
  const at = isList ? `network.${picked}` : 'network';
  const images = useImages();
  const placed = usePlacedNetwork(isList ? picked : null, images);
  return (
    <RailSection title="Network" note={<PublishedSizes images={images} at={at} />}>
      {(canDiffer || isList) && (
        <FlagField
          option={oneForEach[each]}
          value={isList}
          onChange={(value) => actions().chooseNetworkEachRound(value)}
        />
      )}
      {isList && (
        <NetworksOfRounds each={each} networks={network} picked={picked} onPick={setChosen} />
      )}
      {isList && <ListComplaint />}
      <NetworkFields at={at} />
      <StartFields />
      {placed && <LayerTable network={placed} />}
    </RailSection>
  );
}

const oneForEach = {
  round: {
    kind: 'flag',
    label: 'One for each round',
    help: 'Each round trains a network of its own, as AlexNet, ResNet-50 and ResNet-152.',
  },
  network: {
    kind: 'flag',
    label: 'Unlike networks',
    help: 'Networks that are trained together differ, as AlexNet, ResNet-50 and ResNet-152.',
  },
} as const;

/** The fields of one network, by its kind. */
function NetworkFields({ at }: { readonly at: string }) {
  const kind = useWorkbench(({ draft }) => valueAt(draft, `${at}.kind`));
  return (
    <>
      <OptionField
        path="network.kind"
        at={`${at}.kind`}
        onChoose={(value) => actions().chooseNetwork(value as NetworkKind, at)}
      />
      {networkFields(kind).map(({ path, option }) => (
        <OptionField
          // Of another kind it is another field: choices that two kinds share would keep their place.
          key={`${at} ${String(kind)} ${path}`}
          path={path}
          at={path.replace('network', at)}
          described={option}
        />
      ))}
    </>
  );
}

/** What is wrong with the list as a whole. */
function ListComplaint() {
  const complaint = useWorkbench(
    ({ draft }) => draft.issues.find(({ path }) => path === 'network')?.message ?? null,
  );
  if (complaint === null) return null;
  return (
    <p className={styles.complaint} role="alert">
      This {complaint}.
    </p>
  );
}

interface Images {
  readonly shape: ImageShape;
  readonly classCount: number;
}

/** The images at hand, as the drafted run would have them. */
function useImages(): Images | null {
  const spec = useWorkbench(({ draft }) => draft.lastGood);
  const view = useWorkbench(({ data }) => heldData(data));
  return useMemo(
    () => view && { shape: view.shape, classCount: runClasses(view, spec.dataset).length },
    [spec, view],
  );
}

/**
 * The layers of a network in the form for the data at hand; null where something is wrong with
 * either.
 * @param round from 0; null for the one of every round.
 */
function usePlacedNetwork(round: number | null, images: Images | null): PlacedNetwork | null {
  const spec = useWorkbench(({ draft }) => draft.spec);
  return useMemo(() => {
    if (spec === null || images === null) return null;
    const network = Array.isArray(spec.network) ? spec.network[round ?? 0] : spec.network;
    const { shape, classCount } = images;
    // The data at hand may be other than those that the experiment was held against.
    if (network === undefined || misfitOf(network, shape, classCount) !== null) return null;
    return placedNetwork(network, shape, classCount);
  }, [spec, images, round]);
}
