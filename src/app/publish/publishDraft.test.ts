import { expect, it } from 'vitest';
import { emptyDraft, missingIn, nameComplaint, tokenComplaint } from './publishDraft.ts';

const whole = { ...emptyDraft, repository: 'ann/leaves', token: 'hf_abcXYZ09' };

it('asks for what is missing, one thing after another', () => {
  expect(missingIn(whole)).toBeNull();
  expect(missingIn({ ...whole, formats: [] })).toBe('Choose a format.');
  expect(missingIn(emptyDraft)).toBe('Name the repository.');
  expect(missingIn({ ...whole, repository: 'leaves' })).toContain('a name that the Hub takes');
  expect(missingIn({ ...whole, token: '' })).toBe('Give a token.');
  expect(missingIn({ ...whole, token: 'secret' })).toContain('as the Hub gave it');
});

it('complains of nothing that has not been typed', () => {
  expect(nameComplaint('')).toBeNull();
  expect(tokenComplaint('')).toBeNull();
  expect(tokenComplaint('hf_')).not.toBeNull();
  expect(tokenComplaint('hf_a b')).not.toBeNull();
});

it('publishes to nobody but its owner unless told to', () => {
  expect(emptyDraft.isPrivate).toBe(true);
  expect(emptyDraft.addsVersion).toBe(false);
});
