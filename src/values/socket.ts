import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
import { later } from './later.ts';
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
  if (!ON_NODE.test(s) || s.length > 1024) refuse(ctx, refusal('InvalidSocketFolder', { value: s }));
  return s;
});

const path = z.string().transform((s, ctx) => {
  if (!IN_PROXY.test(s) || s.length > LONGEST)
    refuse(ctx, refusal('InvalidSocketPath', { value: s, longest: LONGEST }));
  return s;
});

/** The socket of the agent that issues certificates on a node. */
export const socket = later(() =>
  z
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
      if (s.csi !== undefined && s.hostPath !== undefined) refuse(ctx, refusal('TwoSocketSources'), ['hostPath']);
    })
    .describe(
      'With mode sds: socket that issues certificates to the proxies (SPIRE agent): `{ csi: csi.spiffe.io }` or `{ hostPath: /run/spire/agent-sockets }`.',
    ),
);
