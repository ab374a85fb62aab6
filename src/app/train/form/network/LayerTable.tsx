/**
 * The drafted network layer by layer: what each puts out, its parameters and its multiply-adds for
 * one image. It is the same list that the trainer builds the network from.
 */
import { Fragment } from 'react';
import { formatCompact, formatCount } from '../../../../lib/numberFormat.ts';
import { multiplyAdds } from '../../../../spec/networks/layerParameters.ts';
import type { PlacedNetwork } from '../../../../spec/networks/placedLayers.ts';
import { More } from '../More.tsx';
import styles from './LayerTable.module.css';
import { type LayerRow, layerRows } from './layerRows.ts';

/** What a network is made of, behind one line. */
export function LayerTable({ network }: { readonly network: PlacedNetwork }) {
  const products = formatCompact(multiplyAdds(network));
  return (
    <More summary={`Layers: ${products} multiply-adds`} paths={[]}>
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
          <tbody>
            {layerRows(network).map((row) => (
              <Row key={row.name} {...row} />
            ))}
          </tbody>
        </table>
      </section>
    </More>
  );
}

function Row({ name, output, parameters, multiplyAdds: products }: LayerRow) {
  return (
    <tr>
      <th scope="row">
        {name.split('/').map((part, depth) => (
          <Fragment key={part}>
            {depth > 0 && (
              <>
                /<wbr />
              </>
            )}
            {part}
          </Fragment>
        ))}
      </th>
      <td>{output}</td>
      <td>{parameters === 0 ? '–' : formatCount(parameters)}</td>
      <td>{products === 0 ? '–' : formatCompact(products)}</td>
    </tr>
  );
}
