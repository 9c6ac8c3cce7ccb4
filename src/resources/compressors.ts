import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import type { CompressionIntent } from '../model/intent.ts';

const COMPRESSORS = {
  br: { type: 'Brotli', brotli: {} },
  gzip: { type: 'Gzip', gzip: {} },
  zstd: { type: 'Zstd', zstd: {} },
} as const;

/** Without its own empty field, Envoy Gateway leaves a compressor out (buildCompression in backendtrafficpolicy.go). */
export const compressors = ({ encodings, minLength }: CompressionIntent): BackendTrafficPolicy['spec']['compressor'] =>
  encodings.map((encoding) => ({ ...COMPRESSORS[encoding], minContentLength: minLength }));
