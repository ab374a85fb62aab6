/** The files of a model as a repository of the Hugging Face Hub has them: its formats, and its card above all. */
import type { RunState } from '../../spec/run/runState.ts';
import {
  type ExportedFile,
  type ExportFormat,
  exportedFiles,
  exportFormats,
} from '../exportFormats.ts';
import { modelCard, modelCardName } from '../modelCard.ts';
import type { TrainedModel } from '../trainedModel.ts';
import { hubFacts } from './hubFacts.ts';

/** Where each format lies: the Hub looks for safetensors at the top, and for ONNX in its folder. */
const folders: Readonly<Record<ExportFormat, string>> = {
  safetensors: '',
  onnx: 'onnx/',
  tfjs: 'tfjs/',
};

const openedBy: Readonly<Record<ExportFormat, string>> = {
  safetensors: 'PyTorch, by `load("model.safetensors")` of `espalier_model.py` beside it',
  onnx: 'ONNX Runtime and everything else that reads ONNX',
  tfjs: 'TensorFlow.js, by `tf.loadLayersModel`',
};

/**
 * The card first, then the files of each format; the same model gives the same bytes.
 * @param formats at least one; they come in an order of their own.
 * @param state of the run that trained the model; null where only the model is at hand.
 * @param address of the page that opens links; null leaves the part behind `#`.
 */
export async function publishedFiles(
  model: TrainedModel,
  formats: readonly ExportFormat[],
  state: RunState | null,
  address: string | null,
): Promise<readonly ExportedFile[]> {
  const chosen = exportFormats.filter((format) => formats.includes(format));
  const files = chosen.map((format) => ({
    format,
    files: exportedFiles(model, format).map(({ name, bytes }) => ({
      name: `${folders[format]}${name}`,
      bytes,
    })),
  }));
  const list = files.map(({ format, files: [first] }) => {
    return `- \`${first.name}\`: ${openedBy[format]}.`;
  });
  const card = [
    hubFacts(model, chosen, state),
    await modelCard(model, state, address),
    `## Files\n\n${list.join('\n')}\n`,
  ].join('\n');
  return [
    { name: modelCardName, bytes: new TextEncoder().encode(card) },
    ...files.flatMap((each) => each.files),
  ];
}
