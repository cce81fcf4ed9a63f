import type { CommandHelp, HelpOption } from './parse-help.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The completion of a shell, made of what --help says. It is a script that holds all words, as Tab shall not wait for a
 * process to start (what yargs generates runs the program each time, and knows neither fish nor what a value is).
 */
export function renderCompletion(shell: Shell, commands: readonly CommandHelp[]): string {
  return { bash: renderBash, zsh: renderZsh, fish: renderFish }[shell](commands);
}

/** What a value can be, by how the help calls it. */
function valuesOf({ value, about }: HelpOption): readonly string[] | 'folder' | 'file' | 'none' {
  if (value === 'WHEN') return ['auto', 'always', 'never'];
  if (value === 'FORMAT') return about.match(/\b(?:patch|stat|json|github|unix|sarif)\b/g) ?? [];
  if (value === 'WHAT') return ['maintainer', 'directory'];
  if (value === 'TREE' || value === 'DIR') return 'folder';
  return /^(?:FILE|RULE|PATCH|RESULT|SOURCE)$/.test(value ?? '') ? 'file' : 'none';
}

const flagsOf = ({ short, long }: HelpOption) => [...(short === undefined ? [] : [`-${short}`]), `--${long}`];

function renderBash(commands: readonly CommandHelp[]): string {
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  // An option's value is the same kind of thing in all commands.
  const byFlag = new Map(
    commands.flatMap(({ options }) =>
      options
        .filter(({ value }) => value !== undefined)
        .flatMap((own) => flagsOf(own).map((flag) => [flag, own] as const)),
    ),
  );
  const cases = [...byFlag].map(([flag, own]) => {
    const values = valuesOf(own);
    if (values === 'folder')
      return `    ${flag}) mapfile -t COMPREPLY < <(compgen -d -- "$word"); compopt -o filenames; return ;;`;
    if (values === 'file')
      return `    ${flag}) mapfile -t COMPREPLY < <(compgen -f -- "$word"); compopt -o filenames; return ;;`;
    const words = values === 'none' ? '' : values.join(' ');
    return `    ${flag}) mapfile -t COMPREPLY < <(compgen -W '${words}' -- "$word"); compopt +o default; return ;;`;
  });
  const words = commands.map(
    ({ name, options }) =>
      `      ${name === '' ? '*' : name}) words='${options.flatMap(flagsOf).join(' ')}' ;;`,
  );
  return `# bash completion for excise: excise completion bash > ~/.local/share/bash-completion/completions/excise
_excise() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} words
  COMPREPLY=()
  case $previous in
${cases.join('\n')}
  esac
  if [[ $word == -* ]]; then
    case \${COMP_WORDS[1]} in
${[...words.slice(1), words[0]!].join('\n')}
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  elif ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${names.join(' ')}' -- "$word"; compgen -f -- "$word")
    compopt -o filenames
  fi
}
complete -o default -F _excise excise
`;
}

function renderZsh(commands: readonly CommandHelp[]): string {
  const quote = (text: string) => text.replace(/[[\]:\\]/g, '\\$&').replace(/'/g, "'\\''");
  const spec = (own: HelpOption) => {
    const values = valuesOf(own);
    const action =
      own.value === undefined
        ? ''
        : `:${own.value}:${values === 'folder' ? '_files -/' : values === 'file' ? '_files' : values === 'none' ? '' : `(${values.join(' ')})`}`;
    const flags = flagsOf(own);
    const about = `[${quote(own.about)}]${action}`;
    return flags.length === 1 ? `'*${flags[0]!}${about}'` : `'*'{${flags.join(',')}}'${about}'`;
  };
  const cases = commands.map(
    ({ name, options }) =>
      `    ${name === '' ? '*' : name}) _arguments -S ${options.map(spec).join(' ')} '*:file:_files' ;;`,
  );
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  return `#compdef excise
# zsh completion for excise: excise completion zsh > a folder of $fpath, as _excise
_excise() {
  if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
    compadd -- ${names.join(' ')}
    _files
    return
  fi
  case $words[2] in
${[...cases.slice(1), cases[0]!].join('\n')}
  esac
}
if [[ $funcstack[1] == _excise ]]; then _excise "$@"; else compdef _excise excise; fi
`;
}

function renderFish(commands: readonly CommandHelp[]): string {
  const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  const lines = commands.flatMap(({ name, options }) => {
    const when =
      name === ''
        ? `not __fish_seen_subcommand_from ${names.join(' ')}`
        : `__fish_seen_subcommand_from ${name}`;
    return options.map((own) => {
      const values = valuesOf(own);
      const value =
        own.value === undefined
          ? ''
          : values === 'folder'
            ? " -x -a '(__fish_complete_directories)'"
            : values === 'file'
              ? ' -r -F'
              : ` -x${values === 'none' ? '' : ` -a ${quote(values.join(' '))}`}`;
      const short = own.short === undefined ? '' : ` -s ${own.short}`;
      return `complete -c excise -n ${quote(when)}${short} -l ${own.long}${value} -d ${quote(own.about)}`;
    });
  });
  return `# fish completion for excise: excise completion fish > ~/.config/fish/completions/excise.fish
complete -c excise -n __fish_use_subcommand -a ${quote(names.join(' '))}
${lines.join('\n')}
`;
}
