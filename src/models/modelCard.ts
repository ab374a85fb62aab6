/** A model's card: what it is, what it was trained on, what it came to and what it is for, as Markdown. */
import { runReport } from '../analysis/report/runReport.ts';
import { tableMarkdown } from '../analysis/tables/tableMarkdown.ts';
import { assertNever } from '../lib/assertNever.ts';
import { markdownText } from '../lib/escaping/markdownText.ts';
import { formatCount, formatPercent } from '../lib/numberFormat.ts';
import { methodText } from '../spec/methods/methodFacts.ts';
import { networksText } from '../spec/networks/networkFacts.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { ModelInput, TrainedModel } from './trainedModel.ts';

/** The name under which people, and the Hugging Face Hub, look for it. */
export const modelCardName = 'README.md';

/**
 * @param state of the run that trained the model; null where only the model is at hand.
 * @param address of the page that opens links; null leaves the part behind `#`.
 */
export async function modelCard(
  model: TrainedModel,
  state: RunState | null,
  address: string | null,
): Promise<string> {
  const { classes, origin, members } = model;
  const title = origin.experiment === '' ? 'A trained model' : origin.experiment;
  return [
    `# ${markdownText(title)}`,
    `An image classifier of ${formatCount(classes.length)} classes, trained by Espalier ${markdownText(origin.espalier)}: ${networksText(members.map(({ network }) => network))}${state === null ? '' : `; ${methodText(state.spec.method)}`}. ${joiningText(model)}`,
    '## Input and output',
    inputText(model.input),
    `The output is a probability for each of the ${formatCount(classes.length)} classes, in this order:`,
    classes.map((name) => markdownText(name)).join(' · '),
    '## Trained on',
    `${markdownText(origin.dataset.name)}, SHA-256 of its classes, labels and pixels \`${origin.dataset.hash}\`.${countsText(state)}`,
    '**Licence of the data:** to be filled in by whoever passes this model on. Espalier does not know it.',
    ...(state === null ? [] : await measuredParts(state, address)),
    '## Intended use',
    'Research and teaching. What it came to was measured on images of this data set alone, and says nothing of images that come from elsewhere. It names one of its classes for every image, also for those that show none of them. Look at its hardest classes before relying on it.',
    '',
  ].join('\n\n');
}

function joiningText({ joining, members }: TrainedModel): string {
  const count = formatCount(members.length);
  switch (joining.kind) {
    case 'alone':
      return 'It is one network.';
    case 'vote':
      return `Its ${count} networks vote, with the weights ${joining.weights.map((weight) => weight.toFixed(3)).join(', ')}.`;
    case 'majority':
      return `Of its ${count} networks the majority decides.`;
    case 'dynamic':
      return `Its ${count} networks are weighed anew for each image.`;
    default:
      return assertNever(joining, 'joining');
  }
}

function inputText({ shape, values, centreCrop }: ModelInput): string {
  const { height, width, channels } = shape;
  if (values === 'features') {
    return `\`images\`, float32 [n, ${width}]: feature vectors as the data set has them. The model standardises them itself.`;
  }
  const colours = channels === 3 ? 'red, green, blue' : 'grey';
  const cropped =
    centreCrop === 1
      ? ''
      : ` Pictures were measured by the middle ${formatPercent(centreCrop, 1)} of each side, scaled to this size: crop them so.`;
  return `\`images\`, float32 [n, ${height}, ${width}, ${channels}] of values 0 to 255 (${colours}). The model normalises them itself.${cropped}`;
}

function countsText(state: RunState | null): string {
  if (state === null) return '';
  const { train, validation, test } = state.dataset.counts;
  return ` ${formatCount(train)} images to train, ${formatCount(validation)} to validate, ${formatCount(test)} to test.`;
}

/** What it came to, and the experiment. */
async function measuredParts(state: RunState, address: string | null): Promise<string[]> {
  const report = await runReport(state, { story: '', charts: [], address });
  const tables = report.tables.map(
    ({ heading, table }) => `## ${heading}\n\n${tableMarkdown(table)}`,
  );
  const specs = report.specs.map(({ spec, link }) =>
    [
      '## The experiment',
      ...(link === null ? [] : [`Link that repeats it: \`${link}\``]),
      `\`\`\`json\n${JSON.stringify(spec, null, 2)}\n\`\`\``,
    ].join('\n\n'),
  );
  return [...tables, ...specs];
}
