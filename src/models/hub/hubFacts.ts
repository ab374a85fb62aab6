/**
 * What the Hugging Face Hub reads of a model's card: YAML between two lines of dashes, by which it
 * lists the model, finds it and shows what it came to (https://huggingface.co/docs/hub/model-cards).
 */
import { stringify } from 'yaml';
import { finalError, shownSplit } from '../../analysis/run/runFacts.ts';
import { roundNumber } from '../../lib/roundNumber.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ExportFormat } from '../exportFormats.ts';
import type { TrainedModel } from '../trainedModel.ts';

const formatTags: Readonly<Record<ExportFormat, readonly string[]>> = {
  safetensors: ['safetensors', 'pytorch'],
  onnx: ['onnx'],
  tfjs: ['tensorflow.js'],
};

/**
 * The lines above a card, dashes included.
 * @param state of the run that trained the model; null where only the model is at hand, and nothing
 * is known of what it came to.
 */
export function hubFacts(
  model: TrainedModel,
  formats: readonly ExportFormat[],
  state: RunState | null,
): string {
  const isVector = model.input.values === 'features';
  const task = isVector ? 'tabular-classification' : 'image-classification';
  const dataset = state === null ? null : hubNameOf(state);
  const facts = {
    library_name: 'espalier',
    pipeline_tag: task,
    tags: ['espalier', ...formats.flatMap((format) => formatTags[format])],
    ...(dataset === null ? {} : { datasets: [dataset] }),
    ...(state === null ? {} : measured(model, state, task, dataset)),
  };
  return `---\n${stringify(facts, { lineWidth: 0 })}---\n`;
}

/** The data set's name at the Hub; null where it did not come from there. */
function hubNameOf({ spec }: RunState): string | null {
  const { source } = spec.dataset;
  return source.startsWith('hf:') ? source.slice('hf:'.length) : null;
}

/** What it came to on the test images, or held-out ones where there are none. */
function measured(model: TrainedModel, state: RunState, task: string, dataset: string | null) {
  const error = finalError(state);
  if (error === null) return {};
  const { name } = model.origin.dataset;
  const result = {
    task: { type: task },
    dataset: { type: dataset ?? name, name, split: shownSplit(state) },
    metrics: [{ type: 'accuracy', value: roundNumber(1 - error, 6) }],
  };
  const title = model.origin.experiment === '' ? 'A trained model' : model.origin.experiment;
  return { metrics: ['accuracy'], 'model-index': [{ name: title, results: [result] }] };
}
