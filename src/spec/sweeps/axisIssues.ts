/** What is wrong with axes, seeds and combinations left out, before any of them is carried out. */
import { seedOptions } from '../sections/seed.ts';
import type { SpecIssue } from '../specIssue.ts';
import type { SweepSpec } from './sweepSpec.ts';

/** Fields that a sweep has of its own, and what is to be done instead. */
const reserved: Readonly<Record<string, string>> = {
  seed: 'is not an axis: list the seeds in seeds',
  name: 'is not an axis: runs are named by their settings',
  version: 'is not an axis: it is the form of the experiment',
};

export function axisIssues(sweep: SweepSpec): SpecIssue[] {
  return [
    ...nameIssues(sweep),
    ...fieldIssues(sweep),
    ...seedIssues(sweep),
    ...leaveOutIssues(sweep),
  ];
}

function nameIssues({ axes }: SweepSpec): SpecIssue[] {
  const issues = repeated(axes.map(({ name }) => name)).map((at) => ({
    path: `axes.${at}`,
    message: `is called “${axes[at].name}” as another axis is: give it a name of its own`,
  }));
  axes.forEach(({ values }, axis) => {
    for (const at of repeated(values.map(({ name }) => name))) {
      const message = `“${values[at].name}” stands there twice: take one out, or give it another name`;
      issues.push({ path: `axes.${axis}.values.${at}`, message });
    }
  });
  return issues;
}

/** Fields that no axis may vary, and those that two vary. */
function fieldIssues({ axes }: SweepSpec): SpecIssue[] {
  const owners = new Map<string, number>();
  const issues: SpecIssue[] = [];
  axes.forEach(({ values }, axis) => {
    for (const field of new Set(values.flatMap(({ set }) => Object.keys(set)))) {
      const own = Object.hasOwn(reserved, field) ? reserved[field] : null;
      const owner = owners.get(field);
      if (own !== null) issues.push({ path: `axes.${axis}`, message: `${field} ${own}` });
      else if (owner !== undefined) {
        const message = `sets ${field}, which the axis “${axes[owner].name}” sets as well: one of them`;
        issues.push({ path: `axes.${axis}`, message });
      } else owners.set(field, axis);
    }
    values.forEach(({ set }, value) => {
      if (Object.keys(set).length > 0 || values.length > 1) return;
      issues.push({
        path: `axes.${axis}.values.${value}.set`,
        message: 'needs at least one field',
      });
    });
  });
  return issues;
}

/** Seeds of a range may go beyond what an experiment takes; those of a list are read one by one. */
function seedIssues({ seeds }: SweepSpec): SpecIssue[] {
  const { max } = seedOptions.seed;
  if (seeds.some((seed) => seed > max)) {
    const message = `go beyond ${max}, the largest seed there is: begin further down, or take fewer`;
    return [{ path: 'seeds', message }];
  }
  return repeated(seeds).map((at) => ({
    path: `seeds.${at}`,
    message: `${seeds[at]} stands there twice: its runs would be the same`,
  }));
}

/** Names that are told of what there is. */
const mostKnown = 20;

function leaveOutIssues({ axes, leaveOut = [] }: SweepSpec): SpecIssue[] {
  return leaveOut.flatMap((entry, at) =>
    Object.entries(entry).flatMap(([name, value]) => {
      const path = `leaveOut.${at}.${name}`;
      const axis = axes.find((one) => one.name === name);
      const known = axis === undefined ? axes : axis.values;
      const isKnown = axis?.values.some((one) => one.name === value) ?? false;
      if (isKnown) return [];
      const shown = known.slice(0, mostKnown).map((one) => `“${one.name}”`);
      const names = [...shown, ...(known.length > mostKnown ? ['…'] : [])].join(', ');
      const what = axis === undefined ? `there is no axis “${name}”` : `“${value}” is no value`;
      return [{ path, message: `${what}; known: ${names || 'none'}` }];
    }),
  );
}

/** Places of what stands further up as well. */
function repeated<Value>(values: readonly Value[]): number[] {
  const seen = new Set<Value>();
  return values.flatMap((value, at) => {
    if (seen.has(value)) return [at];
    seen.add(value);
    return [];
  });
}
