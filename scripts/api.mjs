// Writes the public surface of every entry point into etc/, so that a change of it is reviewed like code.
// `node scripts/api.mjs --check` only compares. Either way a name without documentation is an error. Needs a build.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const check = process.argv.includes('--check');
const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8'));

const problems = [];
const exported = new Set();
const used = new Map();
for (const [path, { types } = {}] of Object.entries(exports)) {
  if (types === undefined) continue;
  const report = `${name}${path.slice(1).replace('/', '-')}`;
  const { apiReportChanged } = Extractor.invoke(configOf(types, report), {
    localBuild: !check,
    messageCallback: (message) => {
      message.handled = true;
      if (message.logLevel === 'error') problems.push(`${report}: ${message.text}`);
    },
  });
  if (apiReportChanged && check)
    problems.push(`${report}: etc/${report}.api.md is not what is exported; run: npm run api`);
  const text = readFileSync(`${check ? 'temp' : 'etc'}/${report}.api.md`, 'utf8');
  for (const where of undocumentedIn(text)) problems.push(`${report}: ${where} has no documentation`);
  for (const [, symbol] of text.matchAll(/^export (?:\w+ )+?(\w+)[ (<:;]/gm)) exported.add(symbol);
  for (const [, symbol] of text.matchAll(/ae-forgotten-export\) The symbol "([^"]+)"/g)) used.set(symbol, report);
}
for (const [symbol, report] of used)
  if (!exported.has(symbol))
    problems.push(`${report}: ${symbol} is used by what is exported, and no entry point exports it`);
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

function configOf(types, report) {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: process.cwd(),
      mainEntryPointFilePath: `<projectFolder>/${types}`,
      apiReport: {
        enabled: true,
        reportFolder: '<projectFolder>/etc/',
        reportFileName: report,
        reportTempFolder: '<projectFolder>/temp/',
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      compiler: { tsconfigFilePath: '<projectFolder>/tsconfig.build.json' },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: {
          default: { logLevel: 'warning', addToApiReportFile: true },
          'ae-missing-release-tag': { logLevel: 'none' },
          'ae-unresolved-link': { logLevel: 'none' },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: `${process.cwd()}/package.json`,
  });
}

/** The declarations, or the members of them, that a report calls undocumented, but for the fields that mean the same in every result. */
function undocumentedIn(report) {
  const common =
    /^readonly (kind|estimate|standardError|df|statistic|pValue|interval|lower|upper|level|unit|method|notes|n|nTreatment|nControl)\b/;
  const found = [];
  let owner = '';
  const lines = report.split('\n');
  for (const [i, line] of lines.entries()) {
    if (line.startsWith('export ')) owner = line;
    if (!line.includes('(undocumented)')) continue;
    const next = lines[i + 1].trim();
    if (common.test(next)) continue;
    found.push(next.startsWith('export') ? next : `${/^export \w+ (\w+)/.exec(owner)?.[1]}: ${next}`);
  }
  return found;
}
