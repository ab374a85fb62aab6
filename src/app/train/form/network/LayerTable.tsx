/**
 * The drafted network layer by layer: what each puts out, its parameters and its multiply-adds for
 * one image. It is the same list that the trainer builds the network from. A network of many layers
 * is shown by its stages, which unfold.
 */
import { ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Button } from 'react-aria-components';
import { formatCompact, formatCount } from '../../../../lib/numberFormat.ts';
import { multiplyAdds, parameterCount } from '../../../../spec/networks/layerParameters.ts';
import type { PlacedNetwork } from '../../../../spec/networks/placedLayers.ts';
import { More } from '../More.tsx';
import styles from './LayerTable.module.css';
import { type LayerGroup, layerGroups } from './layerGroups.ts';
import { type LayerRow, layerRows } from './layerRows.ts';

/** What a network is made of, behind one line. */
export function LayerTable({ network }: { readonly network: PlacedNetwork }) {
  const parameters = parameterCount(network);
  return (
    <More summary={`${formatCount(parameters)} parameters`} paths={[]}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Layers of the network" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Output</th>
              <th scope="col">Parameters</th>
              <th scope="col">Multiply-adds</th>
            </tr>
          </thead>
          {layerGroups(layerRows(network)).map((group) => (
            <Group key={group.name} {...group} />
          ))}
          <tfoot>
            <tr>
              <th scope="row">all</th>
              <td />
              <td>{formatCount(parameters)}</td>
              <td>{formatCompact(multiplyAdds(network))}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </More>
  );
}

/** A layer by itself, or a stage that unfolds into its blocks. */
function Group({ name, sum, rows }: LayerGroup) {
  const [isOpen, setOpen] = useState(false);
  if (rows.length === 1) {
    return (
      <tbody>
        <tr>
          <th scope="row">{broken(name)}</th>
          <Counts {...sum} />
        </tr>
      </tbody>
    );
  }
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Button
            className={styles.fold}
            aria-expanded={isOpen}
            onPress={() => setOpen((was) => !was)}
          >
            <ChevronRight size={11} className={styles.arrow} aria-hidden="true" />
            {name}
            <span className={styles.times}>{formatCount(rows.length)} parts</span>
          </Button>
        </th>
        <Counts {...sum} />
      </tr>
      {isOpen &&
        rows.map((row) => (
          <tr key={row.name} className={styles.inner}>
            <th scope="row">{broken(row.name.slice(name.length + 1))}</th>
            <Counts {...row} />
          </tr>
        ))}
    </tbody>
  );
}

function Counts({ output, parameters, multiplyAdds: products }: LayerRow) {
  return (
    <>
      <td>{output}</td>
      <td>{parameters === 0 ? '–' : formatCount(parameters)}</td>
      <td>{products === 0 ? '–' : formatCompact(products)}</td>
    </>
  );
}

/** A name that may be broken behind each slash. */
function broken(name: string) {
  return name.split('/').map((part, depth) => (
    <Fragment key={part}>
      {depth > 0 && (
        <>
          /<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
