/**
 * How what a person typed names a data set: an address as it is, a page of the Hugging Face Hub or
 * `owner/name` as `hf:owner/name`; null for what is neither.
 */
export function sourceOfTyped(typed: string): string | null {
  const text = typed.trim();
  const onHub = /^https:\/\/huggingface\.co\/datasets\/([\w.-]+\/[\w.-]+)\/?$/.exec(text);
  if (onHub !== null) return `hf:${onHub[1]}`;
  if (/^(hf:)?[\w.-]+\/[\w.-]+$/.test(text)) return text.startsWith('hf:') ? text : `hf:${text}`;
  if (!/^https?:\/\//i.test(text)) return null;
  return URL.canParse(text) ? text : null;
}
