import { UserError } from '../errors.js';
import type { Author } from '../git/read-identity.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The Date: header of a series. A series is the same whenever it is made, so there is one only where the environment
 * names a time: GIT_AUTHOR_DATE (with the author, who has its date), else SOURCE_DATE_EPOCH.
 * @throws UserError for a SOURCE_DATE_EPOCH that is no number of seconds.
 */
export function patchDate(
  env: Readonly<Record<string, string | undefined>>,
  author: Author | undefined,
): string | undefined {
  if (author && env.GIT_AUTHOR_DATE) return formatDate(author.seconds, author.zone);
  const epoch = env.SOURCE_DATE_EPOCH;
  if (!epoch) return undefined;
  if (!/^[0-9]{1,12}$/.test(epoch)) throw new UserError('SOURCE_DATE_EPOCH needs seconds since 1970');
  return formatDate(Number(epoch), '+0000');
}

/** As RFC 5322 has it: `Thu, 1 Jan 1970 00:00:00 +0000`. @param zone `+0230` */
export function formatDate(seconds: number, zone: string): string {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  const local = new Date((seconds + (zone.startsWith('-') ? -60 : 60) * minutes) * 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const day = `${DAYS[local.getUTCDay()]!}, ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]!}`;
  return `${day} ${local.getUTCFullYear()} ${time} ${zone}`;
}
