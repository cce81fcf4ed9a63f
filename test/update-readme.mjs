// Puts the example's rule and its real patch into README.md: node test/update-readme.mjs, after npm run build.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const rule = readFileSync(`${root}examples/rule.yaml`, 'utf8').replace(/^#.*\n/gm, '');
const command = ['dist/bundle/bin/cli.js', 'examples/rule.yaml', '-C', 'examples/tree', '--quiet'];
const patch = execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
const readme = readFileSync(`${root}README.md`, 'utf8')
  .replace(/^```yaml\n[^]*?^```$/m, () => `\`\`\`yaml\n${rule}\`\`\``)
  .replace(/^```diff\n[^]*?^```$/m, () => `\`\`\`diff\n${patch}\`\`\``);
writeFileSync(`${root}README.md`, readme);
