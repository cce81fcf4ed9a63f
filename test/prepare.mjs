// Builds what is installed straight from git, as pre-commit's hooks are: npm runs this as the package's prepare script. Where
// dist/ is there already, as in a checkout that was built, nothing happens.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(`${root}dist/bundle/bin/cli.js`)) {
  // Below `npm install -g` the settings of that are handed on, which would have the compiler installed globally, too.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)));
  const npm = (...args) => execFileSync('npm', args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (!existsSync(`${root}node_modules/typescript`)) npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  npm('run', '--silent', 'build');
}
