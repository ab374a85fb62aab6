/** What goes wrong on the way to the Hugging Face Hub, told to people. The token stands in none of it. */
import { DataError } from '../../data/dataError.ts';
import { quoted } from '../../data/limits.ts';
import type { HubTarget } from './hubTarget.ts';

/** What `@huggingface/hub` throws where the Hub refuses: its `HubApiError`, by the parts used here. */
interface HubRefusal {
  readonly statusCode: number;
  readonly data?: unknown;
}

interface Trouble {
  readonly found: string;
  readonly allowed?: string;
  readonly remedy: string;
}

/** How far it had come when something went wrong, and what that leaves at the Hub. */
const left = {
  asking: 'Nothing was sent of the model',
  sending:
    'Nothing of the model is published; its repository is there, and publishing again goes on with it',
  publishing: 'Whether it is published is not known: look at its repository first',
} as const;
type Stage = keyof typeof left;

export class HubTrouble {
  private stage: Stage = 'asking';

  /** @param host of the Hub, for messages. */
  constructor(
    private readonly target: HubTarget,
    private readonly host: string,
  ) {}

  /** The repository is there, or all is there and the Hub was asked to publish it. */
  enter(stage: Stage): void {
    this.stage = stage;
  }

  /** An error about the repository as a whole. */
  of({ found, allowed = 'a model that the Hub takes', remedy }: Trouble): DataError {
    return new DataError({
      file: this.target.repository,
      place: `at ${this.host}`,
      found: this.without(found),
      allowed,
      remedy: `${remedy}. ${left[this.stage]}`,
    });
  }

  /** No connection, for whatever reason: browsers do not tell pages which. */
  unreached(error: unknown): DataError {
    if (typeof navigator !== 'undefined' && navigator.onLine === false) {
      const remedy = 'connect it, then publish again';
      return this.of({ found: 'this computer has no network', remedy });
    }
    const cause = error instanceof Error ? error.cause : null;
    const reason = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
    return this.of({
      found: `no connection to the Hub came about, or it broke${reason}`,
      allowed: 'a Hub that can be reached',
      remedy: 'try again; if it stays so, look at status.huggingface.co',
    });
  }

  /** The Hub is there and says nothing. */
  unanswered(): DataError {
    return this.of({
      found: 'the Hub did not answer',
      allowed: 'a Hub that answers',
      remedy: 'try again later',
    });
  }

  /** Whatever was thrown on the way, as an error for people. */
  told(error: unknown): DataError {
    if (error instanceof DataError) return error;
    if (isRefusal(error)) return this.refused(error);
    const message = error instanceof Error ? error.message : String(error);
    return this.of({
      found: `the Hub answered what was not expected (${quoted(message)})`,
      allowed: 'the Hub’s interface as @huggingface/hub knows it',
      remedy: 'try again later; else take the model out as files and upload them at the Hub',
    });
  }

  private refused({ statusCode, data }: HubRefusal): DataError {
    const said = saidIn(data);
    const says = said === null ? '' : `: it says ${quoted(said)}`;
    // What is refused was not published.
    if (this.stage === 'publishing') this.stage = 'sending';
    const [owner] = this.target.repository.split('/');
    switch (true) {
      case statusCode === 401:
        return this.of({
          found: `the Hub does not know this token${says}`,
          allowed: 'a token of yours that is neither revoked nor expired',
          remedy: 'copy it again from huggingface.co/settings/tokens, whole, or make a new one',
        });
      case statusCode === 403 || statusCode === 404:
        return this.of({
          found: `this token may not write for ${quoted(owner)}${says}`,
          allowed: 'a token with the permission to write, and an owner whom it may write for',
          remedy:
            'give your own name at the Hub before the slash, or make a token that may write there',
        });
      case statusCode === 429:
        return this.of({
          found: `too many requests came from here${says}`,
          remedy: 'wait some minutes, then publish again',
        });
      case statusCode >= 500:
        return this.of({
          found: `the Hub has trouble of its own (${statusCode})${says}`,
          allowed: 'a Hub that works',
          remedy: 'try again later',
        });
      default:
        return this.of({
          found: `the Hub refused it (${statusCode})${says}`,
          remedy: 'change what it names, then publish again',
        });
    }
  }

  /** Servers may repeat what they were sent. */
  private without(text: string): string {
    const { token } = this.target;
    return token === '' ? text : text.replaceAll(token, '…');
  }
}

const isRefusal = (error: unknown): error is Error & HubRefusal =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';

/** The Hub's own words; null where there are none, or a page in their place. */
function saidIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const { error } = data as { readonly error?: unknown };
  return typeof error === 'string' && error !== '' ? error : null;
}
