/** AssemblyScript of the engine's loops that is generated, by its path in the repository. */
import { loopsFolder } from './compile.ts';
import { outerProductsSource } from './outerProducts.ts';
import { panelRowsSource } from './panelRows.ts';
import { tileRowsSource } from './tileRows.ts';

export const generatedSources: readonly { readonly file: URL; readonly source: string }[] = [
  { file: new URL('outerProducts.ts', loopsFolder), source: outerProductsSource() },
  { file: new URL('panelRows.ts', loopsFolder), source: panelRowsSource() },
  { file: new URL('tileRows.ts', loopsFolder), source: tileRowsSource() },
];
