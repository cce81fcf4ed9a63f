import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where trees of tests lie that are written often: thousands of writes, each synced several times, take a disk long. */
export const QUICK_PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
