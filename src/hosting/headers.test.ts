import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileHeaders } from './headers.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/hosting.md'), 'utf8');

it.each(Object.entries(fileHeaders))('the guide for hosts gives %s as it is', (name, value) => {
  expect(guide).toContain(`\n${name}: ${value}\n`);
  expect(guide).toContain(`add_header ${name} "${value}" always;`);
});
