// How Envoy determines the address of a client.
import { fields } from '../../effective/objects/loose-objects.ts';
import type { Check } from '../check.ts';

/**
 * Envoy Gateway 1.9.1 configures 0 trusted hops as 1 (xffNumTrustedHops in internal/xds/translator/listener.go): the extension xff
 * gets 0 for both, and use_remote_address is false, so the header of the client is trusted.
 */
export const trustedHops: Check = (snapshot, report) => {
  for (const policy of snapshot.of('ClientTrafficPolicy')) {
    const { xForwardedFor } = fields(fields(policy.spec).clientIPDetection);
    if (fields(xForwardedFor).numTrustedHops === 0)
      report('ForwardedForTrusted', policy, 'spec.clientIPDetection.xForwardedFor.numTrustedHops', {
        field: 'numTrustedHops: 0',
      });
  }
};
