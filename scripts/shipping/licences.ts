/**
 * The licences of all packages that the built page contains: collected while it is built, held
 * against a list of those that may be shipped, and written beside the page.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import type { ShippedPackage } from '../../src/hosting/shippedPackage.ts';

/** Licences under which others' work may be part of the page, by their SPDX names. */
export const allowedLicences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
];

/** Whether a package may be shipped: under its one licence, or under one of several to choose from. */
export function isAllowed(licence: string): boolean {
  const choices = licence.replace(/^\(|\)$/g, '').split(' OR ');
  return choices.some((one) => one.split(' AND ').every((part) => allowedLicences.includes(part)));
}

/** The package that a module belongs to; null for our own. */
export function packageFolder(moduleId: string): string | null {
  const path = moduleId.replace(/^\0/, '').replace(/\?.*$/, '');
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  return found !== undefined && existsSync(join(found, 'package.json')) ? found : null;
}

/** What a package says of itself. */
export function describePackage(folder: string): ShippedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, licence: String(license ?? licenceOf(text)), text };
}

/** The licence of a package that names none, by how its text begins. */
function licenceOf(text: string): string {
  if (/^\s*Apache License\s+Version 2\.0/.test(text)) return 'Apache-2.0';
  return /^\s*(The )?MIT License/.test(text) ? 'MIT' : 'none';
}

/** The two plugins: one for the page, one for each of its workers, which are built apart. */
export function licencesInBuild(): { readonly page: Plugin; readonly worker: () => Plugin } {
  const folders = new Set<string>();
  const collect = (ids: Iterable<string>) => {
    for (const id of ids) {
      const folder = packageFolder(id);
      if (folder !== null) folders.add(folder);
    }
  };
  const worker = (): Plugin => ({
    name: 'licences-of-worker',
    apply: 'build',
    generateBundle() {
      collect(this.getModuleIds());
    },
  });
  const page: Plugin = {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      collect(this.getModuleIds());
      const packages = withTexts([...folders].map(describePackage)).sort(byName);
      for (const { name, licence } of packages) {
        if (!isAllowed(licence))
          this.error(`${name} may not be shipped: its licence is ${licence}`);
      }
      this.emitFile({ type: 'asset', fileName: 'licenses.json', source: JSON.stringify(packages) });
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: asText(packages) });
    },
  };
  return { page, worker };
}

/** Gives packages under Apache's licence that bring no text (TensorFlow.js) the one that all share. */
export function withTexts(packages: readonly ShippedPackage[]): ShippedPackage[] {
  const isApache = ({ licence }: ShippedPackage) => licence === 'Apache-2.0';
  const shared = packages.find((one) => isApache(one) && one.text !== '')?.text ?? '';
  return packages.map((one) => (isApache(one) && one.text === '' ? { ...one, text: shared } : one));
}

const byName = (a: ShippedPackage, b: ShippedPackage) => (a.name < b.name ? -1 : 1);

function asText(packages: readonly ShippedPackage[]): string {
  const own = readFileSync(join(dirname(dirname(import.meta.dirname)), 'LICENSE'), 'utf8').trim();
  const others = packages.map(
    ({ name, version, licence, text }) => `${name} ${version}: ${licence}\n\n${text}`,
  );
  return [`Espalier\n\n${own}`, ...others].join(`\n\n${'-'.repeat(72)}\n\n`).concat('\n');
}
