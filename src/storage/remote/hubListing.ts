/**
 * Lists the Parquet files of a data set of the Hugging Face Hub, which it makes of nearly any data
 * set (https://huggingface.co/docs/dataset-viewer/parquet).
 */
import { z } from 'zod';
import { hubHome, hubListing, type RemoteFile } from '../../data/catalog/catalogue.ts';
import type { DataError } from '../../data/dataError.ts';
import { quoted } from '../../data/limits.ts';
import { askServer, type QuestionSettings } from './question.ts';
import { statusError, webError } from './webError.ts';

export interface HubSettings extends QuestionSettings {
  /** Where listings are asked for; the Hub's own if absent. */
  readonly listing?: string;
}

/** The files of a data set, and what was decided for the person. */
export interface HubFiles {
  readonly files: readonly RemoteFile[];
  readonly notes: readonly string[];
}

const listingSchema = z.object({
  parquet_files: z
    .array(
      z.object({
        config: z.string(),
        split: z.string(),
        url: z.string(),
        filename: z.string(),
        size: z.int().min(0),
      }),
    )
    .max(100_000),
});

type Listed = z.infer<typeof listingSchema>['parquet_files'][number];

/**
 * The files of a data set by its name, `owner/name`, of one of its configurations where it has
 * several.
 * @throws DataError for names that the Hub does not know or does not give to everybody, and for
 * data sets that it has made no Parquet files of.
 */
export async function hubFiles(name: string, settings: HubSettings = {}): Promise<HubFiles> {
  const address = `${settings.listing ?? hubListing}${encodeURIComponent(name)}`;
  const answer = await askServer(name, address, 'GET', settings, async (response) => {
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  });
  if (answer.status !== 200) throw refusal(name, address, answer.status, answer.body);
  const read = listingSchema.safeParse(answer.body);
  if (!read.success || read.data.parquet_files.length === 0) {
    throw webError(name, address, {
      found: 'the Hub lists no Parquet files of it',
      allowed: 'data sets whose files the Hub lists as Parquet',
      remedy: `download its files from ${hubHome}${name} and drop them here`,
    });
  }
  return chosen(read.data.parquet_files);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(name: string, address: string, status: number, body: unknown): DataError {
  const told = z.object({ error: z.string() }).safeParse(body);
  const said = told.success ? `: it says ${quoted(told.data.error)}` : '';
  if (status === 401 || status === 403 || status === 404) {
    return webError(name, address, {
      found: `the Hub has no data set of this name that everybody may have${said}`,
      allowed: 'public data sets, named owner/name',
      remedy: 'check the name; of a private data set drop the files here',
    });
  }
  if (status === 422 || status === 501) {
    return webError(name, address, {
      found: `the Hub has made no Parquet files of this data set${said}`,
      allowed: 'data sets whose files the Hub lists as Parquet',
      remedy: `download its files from ${hubHome}${name} and drop them here`,
    });
  }
  return statusError(name, address, status);
}

/** The files of one configuration: the one called default, else the first. */
function chosen(listed: readonly Listed[]): HubFiles {
  const configurations = [...new Set(listed.map(({ config }) => config))];
  const taken = configurations.includes('default') ? 'default' : configurations[0];
  const own = listed.filter(({ config }) => config === taken);
  const notes: string[] = [];
  if (configurations.length > 1) {
    notes.push(
      `The data set has ${configurations.length} configurations; ${quoted(taken)} was taken.`,
    );
  }
  // Told by the address alone: the split is given its usual name.
  if (own.some(({ url }) => url.includes('/partial-'))) {
    notes.push('The Hub lists only the first part of this data set.');
  }
  return { files: own.map(fileOf), notes };
}

function fileOf({ split, url, filename, size }: Listed): RemoteFile {
  return { name: `${split}/${filename}`, address: url, bytes: size, sha256: null };
}
