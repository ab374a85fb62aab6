/** Names of repositories at the Hugging Face Hub, as it takes them. */

/** What is wrong with a name, for people; null for one that the Hub takes. */
export function repositoryComplaint(name: string): string | null {
  const parts = name.split('/');
  if (parts.length !== 2 || parts.includes('')) {
    return 'Give owner/name: your name at the Hub, or an organisation’s, then one for the model.';
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(name)) {
    return 'Letters A to Z, digits, and the signs - _ . are allowed.';
  }
  if (parts.some((part) => /^[-.]|[-.]$|--|\.\.|\.(git|ipynb)$/.test(part))) {
    return 'A part neither begins nor ends with - or . and holds no -- or .. within; it does not end in .git.';
  }
  return name.length > 96 ? 'It is longer than the 96 characters that the Hub allows.' : null;
}
