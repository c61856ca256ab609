import { examine, type Finding } from '#server/backup/doctor.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

export const command: Command = {
  about: "Check the shop's promises on the data as it stands.",
  usage: `npm run shop -- doctor [--json]

Asks the database whether every order, stock count, letter and generation is as promised (J1, J2, J4, J5, J6 and more).
Changes nothing; may run beside the open shop. Exit code 0: all well; 1: something is broken.`,
  async run(args) {
    if (args.some((word) => word !== '--json')) throw new UsageError('doctor takes only --json');
    const findings = await withShop(examine);
    if (args.includes('--json')) console.log(JSON.stringify(findings, null, 2));
    else findings.forEach(print);
    return findings.every((finding) => finding.isWell) ? 0 : 1;
  },
};

function print({ name, promise, isWell, broken, examples, remedy }: Finding): void {
  console.log(`${isWell ? 'well  ' : 'BROKEN'} ${name.padEnd(11)} ${promise}`);
  if (isWell) return;
  for (const example of examples) console.log(`         ${example}`);
  if (broken > examples.length) console.log(`         and ${broken - examples.length} more`);
  console.log(`         ${remedy}`);
}
