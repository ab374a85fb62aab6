/**
 * A menu of the networks in their published sizes, with what each takes on the images at hand. Those
 * that are too deep for the images say why, and cannot be picked.
 */
import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components';
import { formatCompact, formatCount } from '../../../../lib/numberFormat.ts';
import { multiplyAdds, parameterCount } from '../../../../spec/networks/layerParameters.ts';
import { familyText } from '../../../../spec/networks/networkFacts.ts';
import {
  publishedNetworks,
  type SizedNetwork,
  sizedNetworks,
} from '../../../../spec/networks/publishedNetworks.ts';
import type { ImageShape } from '../../../../spec/units.ts';
import { actions } from '../../../../store/useWorkbench.ts';
import menuStyles from '../../../../views/kit/styles/menus.module.css';
import { Button } from '../../../controls/Button.tsx';
import styles from './PublishedSizes.module.css';

interface PublishedSizesProps {
  /** The images at hand and their classes; null where there are none. */
  readonly images: { readonly shape: ImageShape; readonly classCount: number } | null;
  /** Where the draft has the network that is replaced: `network`, or `network.1`. */
  readonly at: string;
}

/** Networks by name, to be taken for the one in the form. */
export function PublishedSizes(props: PublishedSizesProps) {
  return (
    <MenuTrigger>
      <Button look="link">
        Published sizes
        <ChevronDown size={13} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <Sizes {...props} />
      </Popover>
    </MenuTrigger>
  );
}

/** In a component of its own, so that nothing is counted while the menu is closed. */
function Sizes({ images, at }: PublishedSizesProps) {
  const { sized, tooDeep } = useMemo(() => {
    const { shape, classCount } = images ?? usual;
    const all = sizedNetworks(shape, classCount);
    const misfits = all.filter(({ placed }) => placed === null).map(({ name }) => name);
    return { sized: all, tooDeep: images === null ? [] : misfits };
  }, [images]);
  return (
    <Menu
      className={menuStyles.list}
      disabledKeys={tooDeep}
      onAction={(key) => take(String(key), at)}
    >
      {families.map((family) => (
        <MenuSection key={family}>
          <Header className={styles.family}>{family}</Header>
          {sized
            .filter(({ network }) => familyText(network) === family)
            .map((one) => sizeItem(one, images !== null))}
        </MenuSection>
      ))}
    </Menu>
  );
}

/** Families in the order of their sizes. */
const families = [...new Set(publishedNetworks.map(({ network }) => familyText(network)))];

/** What networks are laid out for while no images are at hand; their counts are not told then. */
const usual = { shape: { height: 224, width: 224, channels: 3 }, classCount: 1000 };

function sizeItem({ name, placed, reason }: SizedNetwork, isTold: boolean) {
  const facts =
    placed === null
      ? `too deep here: ${reason}`
      : `${formatCount(parameterCount(placed))} parameters, ${formatCompact(multiplyAdds(placed))} multiply-adds`;
  return (
    <MenuItem key={name} id={name} className={styles.item} textValue={name}>
      <Text slot="label" className={styles.name}>
        {name}
      </Text>
      {isTold && (
        <Text slot="description" className={styles.facts}>
          {facts}
        </Text>
      )}
    </MenuItem>
  );
}

function take(name: string, at: string): void {
  const chosen = publishedNetworks.find((one) => one.name === name);
  if (chosen) actions().edit(at, chosen.network);
}
