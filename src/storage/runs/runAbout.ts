/** What belongs to a kept run beside its log: what a person adds to it, and where it came from. */
import { z } from 'zod';

/** Grows with the form; what a newer Espalier wrote is left alone. */
const aboutVersion = 1;

export const longestTitle = 200;
export const longestNotes = 20_000;

export const aboutSchema = z.strictObject({
  version: z.literal(aboutVersion),
  /** Null leaves the run its experiment's name. */
  title: z.string().max(longestTitle).nullable(),
  notes: z.string().max(longestNotes),
  origin: z.enum(['own', 'imported']),
  /** Whether the digest that an imported run tells is that of its events; null where it tells none. */
  digestChecked: z.boolean().nullable(),
  /** When it was deleted, in milliseconds since 1970; null while it is not. */
  deletedAt: z.number().nullable(),
});

export type RunAbout = Readonly<Omit<z.infer<typeof aboutSchema>, 'version'>>;

/** Of a run that was trained here and left as it is. */
export const plainAbout: RunAbout = {
  title: null,
  notes: '',
  origin: 'own',
  digestChecked: null,
  deletedAt: null,
};

export function writeAbout(about: RunAbout): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ version: aboutVersion, ...about }));
}

/** Null for bytes of another form. */
export function readAbout(bytes: Uint8Array): RunAbout | null {
  try {
    const { data } = aboutSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (data === undefined) return null;
    const { version: _version, ...about } = data;
    return about;
  } catch {
    return null;
  }
}
