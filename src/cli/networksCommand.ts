/** `espalier networks`: the published networks on images of a size, with what they take. */
import { formatCompact, formatCount } from '../lib/numberFormat.ts';
import { UsageError } from '../node/usageError.ts';
import {
  multiplyAdds,
  multiplyAddsOf,
  parameterCount,
  parametersOf,
  sizeOf,
} from '../spec/networks/layerParameters.ts';
import { everyLayer, isImage, type PlacedLayer } from '../spec/networks/placedLayers.ts';
import { type SizedNetwork, sizedNetworks } from '../spec/networks/publishedNetworks.ts';
import type { ImageShape } from '../spec/units.ts';

/** What may be asked for. */
interface NetworksOptions {
  /** `32x32x3`: height, width and channels, which are 3 where they are left out. */
  readonly images?: string | undefined;
  readonly classes?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Largest height, width, channels and number of classes that are counted. */
const limits = { side: 4096, channels: 4096, classes: 1_000_000 };

/**
 * A table of the published networks, or their list as JSON: name, experiment's network, parameters,
 * multiply-adds and layers on images of 32 × 32 in colour and 100 classes, or of what is given.
 * What does not fit has null for these, and the reason.
 * @throws UsageError for what is no size or number.
 */
export function listNetworks(
  extra: readonly string[],
  { images = '32x32x3', classes = '100', json = false }: NetworksOptions,
): string {
  if (extra.length > 0) {
    throw new UsageError(`networks takes no ${JSON.stringify(extra[0])}: it lists them all`);
  }
  const shape = shapeOf(images);
  const classCount = classCountOf(classes);
  const networks = sizedNetworks(shape, classCount);
  if (json) return JSON.stringify(networks.map(networkFacts), null, 2);
  return networkTable(networks, shape, classCount);
}

function networkFacts({ name, network, placed, reason }: SizedNetwork) {
  if (placed === null) {
    return { name, network, parameters: null, multiplyAdds: null, layers: null, reason };
  }
  return {
    name,
    network,
    parameters: parameterCount(placed),
    multiplyAdds: multiplyAdds(placed),
    layers: everyLayer(placed).map(layerFacts),
  };
}

/** A layer by itself: those within branches stand in the list before what joins them. */
function layerFacts(layer: PlacedLayer) {
  const { name, kind, output } = layer;
  return {
    name,
    kind,
    output: isImage(output) ? [output.height, output.width, output.channels] : [output.features],
    parameters: parametersOf(layer).reduce((sum, tensor) => sum + sizeOf(tensor), 0),
    multiplyAdds: multiplyAddsOf(layer),
  };
}

function networkTable(
  networks: readonly SizedNetwork[],
  { height, width, channels }: ImageShape,
  classCount: number,
): string {
  const widest = Math.max(...networks.map(({ name }) => name.length));
  const row = (name: string, ...columns: readonly string[]) =>
    `  ${name.padEnd(widest)}  ${columns.map((column) => column.padStart(13)).join('  ')}`;
  const rows = networks.map(({ name, placed, reason }) => {
    if (placed === null) return `  ${name.padEnd(widest)}  too deep: ${reason}`;
    const layers = everyLayer(placed).filter((layer) => multiplyAddsOf(layer) > 0).length;
    const counts = [formatCount(parameterCount(placed)), formatCompact(multiplyAdds(placed))];
    return row(name, ...counts, formatCount(layers));
  });
  return [
    `Networks on images of ${height} × ${width}, ${formatCount(channels)} channels, ${formatCount(classCount)} classes`,
    row('network', 'parameters', 'multiply-adds', 'weight layers'),
    ...rows,
  ].join('\n');
}

function shapeOf(text: string): ImageShape {
  const [height, width, channels = 3, ...others] = text.split('x').map(wholeNumber);
  const isSize =
    others.length === 0 &&
    [height, width].every((side) => side >= 1 && side <= limits.side) &&
    channels >= 1 &&
    channels <= limits.channels;
  if (!isSize) {
    throw new UsageError(
      `--images ${text}: write height, width and channels as 32x32x3, each from 1 to ${limits.side}`,
    );
  }
  return { height, width, channels };
}

function classCountOf(text: string): number {
  const count = wholeNumber(text);
  if (count >= 2 && count <= limits.classes) return count;
  throw new UsageError(`--classes ${text}: must be a whole number from 2 to ${limits.classes}`);
}

/** What a text of digits stands for; NaN for any other, which is no size. */
function wholeNumber(text: string): number {
  return /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
}
