import { EfficacyError } from '../support/errors.js';
import { printable } from '../support/text.js';
import { doseCommand } from './dose.js';
import { frontierCommand } from './frontier.js';
import { growthCommand } from './growth.js';
import { planCommand } from './plan.js';
import { trialCommand } from './trial.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

const help = `Usage: efficacy COMMAND ...

Did this product make students grow, by how much, and how sure are we?

Commands
  trial      the effect of a treatment that was assigned at random
  growth     how much students grew, beyond what they would have, for each hour of use
  frontier   which of several products brought more growth for no more minutes a week
  dose       how much use it takes, where it stops paying, and whether that is cause or selection
  plan       an analysis plan as a record with a hash, to be settled before outcomes are seen

Options
  --help     this text; efficacy COMMAND --help tells about a command
  --version  the version of this program

Exit status: 0 when the answer was printed, 1 when the data do not allow one, 2 when the command was not understood.
`;

/** What a run leaves: its exit status and what goes to standard output and standard error. */
export interface Outcome {
  readonly status: 0 | 1 | 2;
  readonly output: string;
  readonly error: string;
}

/** Runs the command line. Errors become one line and an exit status; only a fault of this program is thrown. */
export async function run(args: readonly string[]): Promise<Outcome> {
  try {
    return { status: 0, output: await commandOutput(args), error: '' };
  } catch (error) {
    if (error instanceof EfficacyError) return { status: 1, output: '', error: `${named(error.message)}\n` };
    if (error instanceof UsageError || isParseArgsError(error)) {
      const command = error instanceof UsageError ? error.command : (args[0] ?? null);
      const unknown = /^Unknown option '(--?[^']*)'/.exec(error.message)?.[1];
      const said = error.message.replace(/\s+/g, ' ').replace(/\.$/, '');
      const message = unknown === undefined ? said : `there is no option ${unknown}`;
      const more = `efficacy ${command === null ? '' : `${command} `}--help`;
      return { status: 2, output: '', error: `${named(printable(message, 500))}. See ${more}\n` };
    }
    throw error;
  }
}

/** Names the program once: what a command refuses names it already. */
const named = (message: string): string => (message.startsWith('efficacy ') ? message : `efficacy: ${message}`);

async function commandOutput(args: readonly string[]): Promise<string> {
  const [command, ...rest] = args;
  switch (command) {
    case 'trial':
      return trialCommand(rest);
    case 'growth':
      return growthCommand(rest);
    case 'frontier':
      return frontierCommand(rest);
    case 'dose':
      return doseCommand(rest);
    case 'plan':
      return planCommand(rest);
    case undefined:
    case '--help':
    case '-h':
    case 'help':
      return help;
    case '--version':
      return `${version}\n`;
    default:
      throw new UsageError(`there is no command ${printable(command)}`, null);
  }
}

function isParseArgsError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
