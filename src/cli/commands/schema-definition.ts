import type { Definition } from './command-definition.ts';
import { common, examples } from './command-options.ts';

export const schemaDefinition: Definition = {
  name: 'schema',
  group: 'For editors, shells and programs:',
  define: ({ root, act }) => {
    common(root.command('schema').description('Prints the JSON Schema of the answers file.'))
      .option('--team', "Prints the schema of a team's file.")
      .option('--overlay', 'Prints the schema of a second file of -f: all keys are optional.')
      .option('--output <command>', 'Prints the schema of what a command prints with --json.')
      .addHelpText(
        'after',
        examples(
          ['schema > api-gateway.schema.json', 'Lets an editor complete and validate the answers file.'],
          ['schema --team > teams/team.schema.json', "The same for teams' files."],
          ['schema --overlay > overlay.schema.json', 'The same for files such as prod.yaml.'],
          ['schema --output check', 'The same for the result of check --json.'],
        ),
      )
      .action(act(async (voice, options) => (await import('../schema-command.ts')).schema(voice, options)));
  },
};
