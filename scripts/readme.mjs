// Writes into README.md what the demo prints and what the example says, so that its numbers are those of a run.
// `node scripts/readme.mjs --check` only compares. Needs a build.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const readme = readFileSync('README.md', 'utf8');
const { demo } = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
const command = demo.split('&& ')[1].split(' ');
const printed = execFileSync(process.execPath, command.slice(1), { encoding: 'utf8' });
const example = readFileSync('examples/kindergarten.mjs', 'utf8');

const between = (text, name, body) => {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, rest] = text.split(start);
  return `${before}${start}\n${body}\n${end}${rest.split(end)[1]}`;
};

let wanted = between(readme, 'demo', `\`\`\`text\n${printed.trimEnd()}\n\`\`\``);
wanted = between(wanted, 'example', `\`\`\`js\n${example.trimEnd()}\n\`\`\``);

if (process.argv.includes('--check')) {
  if (wanted !== readme) {
    console.error('README.md does not say what the demo prints; run: npm run readme');
    process.exit(1);
  }
} else {
  writeFileSync('README.md', wanted);
}
