import { UserError } from '../errors.js';
import { complaintOf, runGit } from './run-git.js';

/** Who someone is to git. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

export interface Author extends Identity {
  /** Seconds since 1970, and the zone as `+0200`. */
  readonly seconds: number;
  readonly zone: string;
}

/**
 * Author and committer as git's configuration and environment (user.name, GIT_AUTHOR_NAME, …) have them.
 * @param tree whose repository's configuration counts; outside of one, the user's does.
 * @throws UserError when git doesn't know.
 */
export async function readIdentities(
  tree: string,
): Promise<{ readonly author: Author; readonly committer: Identity }> {
  const [author, committer] = await Promise.all([
    readIdentity(tree, 'GIT_AUTHOR_IDENT'),
    readIdentity(tree, 'GIT_COMMITTER_IDENT'),
  ]);
  return { author, committer };
}

async function readIdentity(tree: string, variable: string): Promise<Author> {
  const output = await runGit(tree, ['var', variable]);
  const text = Buffer.from(output.stdout, 'latin1').toString();
  const found = /^(.*) <([^<>]*)> (\d+) ([+-]\d{4})\n$/.exec(text);
  if (output.status !== 0 || !found) {
    const why = output.status === 0 ? `what it says is no identity` : complaintOf(output);
    throw new UserError(`git doesn't know who you are (set user.name and user.email): ${why}`);
  }
  return { name: found[1]!, email: found[2]!, seconds: Number(found[3]), zone: found[4]! };
}
