/** What a person has filled in to publish a model; it lives as long as its dialog. */
import type { HubTarget } from '../../storage/hub/hubTarget.ts';
import { repositoryComplaint } from '../../storage/hub/repositoryName.ts';
import type { ModelFormat } from '../../store/runs/modelSlice.ts';

export interface PublishDraft extends HubTarget {
  readonly formats: readonly ModelFormat[];
}

/** Private until the person says otherwise: what was public once is out. */
export const emptyDraft: PublishDraft = {
  repository: '',
  token: '',
  isPrivate: true,
  addsVersion: false,
  formats: ['onnx', 'tfjs', 'safetensors'],
};

/** What is wrong with a token that somebody typed; null while there is none. */
export function tokenComplaint(token: string): string | null {
  if (token === '' || /^hf_[\w-]+$/.test(token)) return null;
  return 'Tokens of the Hub begin with hf_; letters and digits follow.';
}

/** What is wrong with a name that somebody typed; null while there is none. */
export const nameComplaint = (repository: string): string | null =>
  repository === '' ? null : repositoryComplaint(repository);

/** What has to be done before it can be sent, for people; null where nothing has. */
export function missingIn({ repository, token, formats }: PublishDraft): string | null {
  if (formats.length === 0) return 'Choose a format.';
  if (repository === '') return 'Name the repository.';
  if (nameComplaint(repository) !== null) return 'Give the repository a name that the Hub takes.';
  if (token === '') return 'Give a token.';
  return tokenComplaint(token) === null ? null : 'Give a token as the Hub gave it to you.';
}
