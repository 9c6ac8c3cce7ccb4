import * as z from 'zod';
import { refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
import { objectName } from './scalars.ts';

/** The volume of the certificates' socket: csi or hostPath, or neither for the default. */
export interface SocketAnswer {
  readonly csi?: string | undefined;
  readonly hostPath?: string | undefined;
  readonly path?: string | undefined;
}

const PART = '[A-Za-z0-9_-][A-Za-z0-9._-]*';
const ON_NODE = new RegExp(`^(?:/${PART})+$`);
/** In a separate folder, because the volume hides the image's files there. */
const IN_PROXY = new RegExp(`^/(?:run|var/run|tmp)(?:/${PART}){2,}$`);
/** sun_path of a Unix socket has 108 bytes, of which the last one is 0. */
const LONGEST = 107;

const hostPath = z.string().transform((s, ctx) => {
  if (!ON_NODE.test(s) || s.length > 1024)
    refuse(ctx, {
      code: 'InvalidSocketFolder',
      what: `${JSON.stringify(s.slice(0, 80))} is not a folder of a node.`,
      why: 'It is mounted into the proxies, read-only; "/" or a way upwards would show them more than a socket.',
      fix: 'Write an absolute path such as /run/spire/agent-sockets.',
    });
  return s;
});

const path = z.string().transform((s, ctx) => {
  if (!IN_PROXY.test(s) || s.length > LONGEST)
    refuse(ctx, {
      code: 'InvalidSocketPath',
      what: `${JSON.stringify(s.slice(0, 120))} is not a path of a socket in the proxies.`,
      why: `The volume is mounted over its folder, so that has to be one of its own below /run, /var/run or /tmp; a socket's path has at most ${LONGEST} characters.`,
      fix: 'Write a path such as /var/run/secrets/workload-spiffe-uds/socket.',
    });
  return s;
});

/** The socket of the agent that issues certificates on a node. */
export const socket = z
  .strictObject({
    csi: objectName
      .optional()
      .describe(withDefault('CSI driver that mounts the folder of the socket', DEFAULTS.socket.csi)),
    hostPath: hostPath.optional().describe('Folder of the socket on every node, instead of a CSI driver.'),
    path: path
      .optional()
      .describe(
        withDefault(
          'Path of the socket in the proxy container; its last part is the file name in the folder',
          DEFAULTS.socket.path,
        ),
      ),
  })
  .superRefine((s, ctx) => {
    if (s.csi !== undefined && s.hostPath !== undefined)
      refuse(
        ctx,
        {
          code: 'TwoSocketSources',
          what: 'The socket comes from a CSI driver and from a folder of the node.',
          why: 'One volume is mounted where the proxies look for it.',
          fix: 'Write csi or hostPath.',
        },
        ['hostPath'],
      );
  })
  .describe(
    'With mode sds: socket that issues certificates to the proxies (SPIRE agent): `{ csi: csi.spiffe.io }` or `{ hostPath: /run/spire/agent-sockets }`.',
  );
