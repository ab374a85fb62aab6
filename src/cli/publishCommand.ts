/** `export <run folder> --publish owner/name`: a trained model at the Hugging Face Hub. */

import { formatBytes, formatCounted } from '../lib/numberFormat.ts';
import { exportFormats } from '../models/exportFormats.ts';
import { publishedFiles } from '../models/hub/publishedFiles.ts';
import { UsageError } from '../node/usageError.ts';
import { type PublishSettings, publishToHub } from '../storage/hub/publishToHub.ts';
import { chosenMember, formatOf } from './exportChoices.ts';
import { namedModel } from './runModel.ts';

interface PublishOptions {
  /** `owner/name`. */
  readonly publish?: string | undefined;
  /** One format; all of them if absent. */
  readonly format?: string | undefined;
  readonly member?: string | undefined;
  /** Whether everybody may see it. */
  readonly public?: boolean | undefined;
  readonly 'add-version'?: boolean | undefined;
  readonly out?: string | undefined;
}

interface PublishSurroundings {
  /** The person's own; undefined where none was given. */
  readonly token: string | undefined;
  /** Hears what goes where, before it goes. */
  readonly tell: (text: string) => void;
  readonly settings?: PublishSettings;
}

/**
 * Publishes the model of a run's folder, or of an exported file. @returns where it is, in words.
 * @throws UsageError for what cannot be asked; DataError where a network was not kept, or the Hub
 * does not take it.
 */
export async function publishModel(
  sources: readonly string[],
  options: PublishOptions,
  { token = '', tell, settings = {} }: PublishSurroundings,
): Promise<string> {
  const { publish: repository = '', format, member, out } = options;
  const [source, ...more] = sources;
  if (source === undefined || more.length > 0 || out !== undefined) {
    throw new UsageError('export --publish needs one run or exported model, and no --out');
  }
  if (!token.startsWith('hf_')) {
    throw new UsageError(
      'export --publish needs an access token with the permission to write, from huggingface.co/settings/tokens, in HF_TOKEN; tokens begin with hf_',
    );
  }
  const formats = format === undefined ? exportFormats : [formatOf(format)];
  const { model, state, notes } = await namedModel(source);
  const files = await publishedFiles(chosenMember(model, member), formats, state, null);
  const isPrivate = !(options.public ?? false);
  const whole = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  tell(
    [
      `To ${repository} at huggingface.co, ${isPrivate ? 'private' : 'public'}: ${formatCounted(files.length, 'file')}, ${formatBytes(whole)}`,
      ...files.map(({ name, bytes }) => `  ${name}  ${formatBytes(bytes.length)}`),
    ].join('\n'),
  );
  const target = { repository, token, isPrivate, addsVersion: options['add-version'] ?? false };
  const { address } = await publishToHub(files, target, settings);
  return [...notes, `Published ${address}`].join('\n');
}
