import { REPORT_FORMATS } from '../import/report-formats.ts';
import type { Definition } from './command-definition.ts';
import { choice, common, examples, withAnswers } from './command-options.ts';

export const importDefinition: Definition = {
  name: 'import',
  group: 'Write and validate manifests:',
  answers: true,
  completes: async () => ({
    argument: (await import('../../importers/all-importers.ts')).IMPORTERS.map((i) => i.name),
  }),
  define: ({ environment, root, act, flags, showsAll }) => {
    const command = root
      .command('import')
      .description('Writes answers from what exists, and reports what became of every value.')
      .argument('[kind]', 'ingress-nginx, openapi, kong, gateway-api or traefik (default: of the last import).')
      .argument('[file...]', 'Files, folders, or - for standard input (default: those of the last import).')
      .option('-o, --output <file>', 'The answers file, or - for standard output (default: api-gateway.yaml).')
      .option('--cluster', 'Reads the current cluster with kubectl get; changes nothing, reads no Secret.')
      .addOption(
        choice('--group <how>', 'openapi: fewest services, or one for each operation.', ['fewest', 'operation']),
      )
      .option('--gateway <name>', 'gateway-api: the Gateway to import, if there are several.');
    command.option('--check', 'Writes nothing. Exits with 1 if the source has changed since the last import.');
    common(command)
      .addOption(choice('--format <format>', 'text, json or sarif (default: text).', REPORT_FORMATS))
      .option('--all', 'Shows every value, also those with an equal answer.');
    command
      .optionsGroup('Open questions:')
      .option('--yes', 'Asks nothing, also in a terminal.')
      .option('--plain', 'Prints each question once, for screen readers.');
    withAnswers(command, flags, showsAll)
      .addHelpText(
        'after',
        examples(
          ['import ingress-nginx k8s/', 'Writes api-gateway.yaml, and prints what is lost or open.'],
          ['import gateway-api --cluster', 'Reads the objects of the current cluster.'],
          ['import --check', 'In CI: exits with 1 if the files of the last import changed.'],
          ['import openapi api.yaml --hostname api.example.com', 'Answers an open question of the import.'],
        ),
      )
      .action(
        act(async (voice, options, args) =>
          (await import('../import-command.ts')).importCommand(environment, voice, options, args.flat()),
        ),
      );
  },
};
