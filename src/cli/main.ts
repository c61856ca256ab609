/** `npm run shop -- <command>`: finds the command by its name and runs it; wrong use ends with code 2. */
import { SettingsError } from '#server/settings/settings.ts';
import { UsageError, type Command } from './command.ts';

const commands: Record<string, () => Promise<{ command: Command }>> = {
  start: () => import('./commands/start.ts'),
  import: () => import('./commands/import.ts'),
  export: () => import('./commands/export.ts'),
  undo: () => import('./commands/undo.ts'),
  orders: () => import('./commands/orders.ts'),
  order: () => import('./commands/order.ts'),
  sale: () => import('./commands/sale.ts'),
  rates: () => import('./commands/rates.ts'),
  jobs: () => import('./commands/jobs.ts'),
  payments: () => import('./commands/payments.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  seed: () => import('./commands/seed.ts'),
  doctor: () => import('./commands/doctor.ts'),
};

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  const found = name === undefined ? undefined : commands[name];
  if (!found) {
    if (name && !['help', '--help', '-h'].includes(name)) console.error(`There is no command "${name}".\n`);
    for (const [word, load] of Object.entries(commands))
      console.log(`  ${word.padEnd(10)} ${(await load()).command.about}`);
    return name === undefined || ['help', '--help', '-h'].includes(name) ? 0 : 2;
  }
  const { command } = await found();
  if (rest.includes('--help')) {
    console.log(command.usage);
    return 0;
  }
  return command.run(rest);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
