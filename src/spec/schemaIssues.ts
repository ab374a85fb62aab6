/** What is wrong with a file, in the words of the page: from a schema's complaints to fields and remedies. */
import type { z } from 'zod';
import type { SpecIssue } from './specIssue.ts';

/** @param of what the fields are of: `an experiment`. */
export function schemaIssues(error: z.ZodError, of: string): SpecIssue[] {
  return error.issues.flatMap((issue) => issuesOf(issue, of));
}

function issuesOf(issue: z.core.$ZodIssue, of: string): SpecIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: `is not a field of ${of}; remove it`,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closestAlternative(issue.errors).flatMap((inner) =>
      issuesOf({ ...inner, path: [...issue.path, ...inner.path] }, of),
    );
  }
  if (issue.code === 'invalid_union' && 'options' in issue && issue.options?.length) {
    const known = issue.options.map(String).join(', ');
    return [{ path: issue.path.join('.'), message: `must be one of ${known}` }];
  }
  return [{ path: issue.path.join('.'), message: issue.message }];
}

/** The complaints of the alternative that was meant: of the others the very type is wrong. */
function closestAlternative(alternatives: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const isMeant = (issues: z.core.$ZodIssue[]) =>
    issues.every(({ code, path }) => path.length > 0 || code !== 'invalid_type');
  return alternatives.find(isMeant) ?? alternatives[0];
}
