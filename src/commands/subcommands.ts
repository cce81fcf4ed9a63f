import type { CommandIo } from './terminal.js';

/** What a subcommand's module exports. */
export interface SubcommandModule {
  /**
   * @param args the words behind the subcommand's name.
   * @returns the exit code.
   * @throws UserError for trouble that the user can mend.
   */
  readonly runSubcommand: (args: readonly string[], io: CommandIo) => Promise<number>;
}

export interface Subcommand {
  /** Its words, for the usage lines of `excise --help`. */
  readonly usage: string;
  /** Loads what it needs, once it is asked for. */
  readonly load: () => Promise<SubcommandModule>;
}

/** Each word that is no rule file where it comes first, in the order of the help. */
export const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['check', { usage: '[-C TREE] [--changed-by RULE]', load: () => import('./check-command.js') }],
  ['completion', { usage: 'bash|zsh|fish', load: () => import('./completion-command.js') }],
  [
    'explain',
    { usage: 'RULE [PATH[:LINE]…] [-C TREE] [--graph FILE]', load: () => import('./explain-command.js') },
  ],
  ['list', { usage: '--dead [-C TREE] [--kind KIND]', load: () => import('./list-command.js') }],
  ['merge', { usage: 'RESULT… [-C TREE]', load: () => import('./merge-command.js') }],
  ['new', { usage: 'config X | function F | … [-C TREE]', load: () => import('./new-command.js') }],
  ['recover', { usage: '[-C TREE]', load: () => import('./recover-command.js') }],
  ['verify', { usage: '[RULE…] [PATCH…] [-C TREE]', load: () => import('./verify-command.js') }],
]);
