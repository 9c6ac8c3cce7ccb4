// Errors of check that no condition of the test cases confirms, and why they are right nevertheless. A row that no error needs fails the run.

/** Objects of cases by code and reason to be right; a case without an object means each of its objects. */
export const RIGHT = [
  {
    code: 'TargetNotFound',
    because:
      'A policy whose Gateway or route is not in the translation gets no status: resolveBackendTrafficPolicyGatewayTargetRef and its siblings for the other kinds (internal/gatewayapi) return nothing, since the target may be that of another controller. The policy applies to nothing all the same.',
    in: {
      'backendtrafficpolicy-status-conditions': [
        'target-unknown-gateway',
        'not-same-namespace-gateway',
        'target-unknown-httproute',
        'not-same-namespace-httproute',
      ],
      'clienttrafficpolicy-status-conditions': ['target-unknown-gateway', 'not-same-namespace-with-gateway'],
      'envoyextensionpolicy-status-conditions': [
        'target-unknown-gateway',
        'not-same-namespace-gateway',
        'target-unknown-httproute',
        'not-same-namespace-httproute',
      ],
      'securitypolicy-status-conditions': ['target-unknown-gateway', 'target-unknown-httproute'],
      'envoypatchpolicy-invalid-target-name': ['gateway-not-exists'],
    },
  },
  {
    code: 'NoMatchingParent',
    because:
      'processAllowedListenersForParentRefs (internal/gatewayapi/route.go) skips a parent that is none of its Gateways, since it may be that of another controller, so the route gets no status. It receives no requests.',
    in: {
      'gateway-with-listener-with-unmatched-tcproute': ['tcproute-1'],
      'gateway-with-listener-with-unmatched-udproute': ['udproute-1'],
    },
  },
  {
    code: 'InvalidParameters',
    because:
      'The translator falls back to the parameters of the GatewayClass, but in a cluster processGatewayParamsRef (internal/provider/kubernetes/controller.go) has already set Accepted=False/InvalidParameters, and such a Gateway is not translated.',
    in: { 'gateway-with-invalid-infrastructure-parametersref-fallback': ['gateway-1'] },
  },
  {
    code: 'DuplicateObject',
    because:
      'The case has two objects with one kind, namespace and name, which the decoder of the tests accepts. A cluster has one of them: the second overwrites the first.',
    in: {
      'backend-with-localhost-host-infra': ['backend-fqdn'],
      'backendtrafficpolicy-dns-lookup-family': ['backend-traffic-policy'],
      'clienttrafficpolicy-invalid-settings': ['tcp-route-1'],
      'envoyextensionpolicy-with-wasm-invalid-configuration': ['httproute-6'],
      'securitypolicy-with-extauth-weighted-backendrefs': ['endpointslice-grpc-backend2'],
      'backend-invalid-hostname-address': ['backend-fqdn'],
      'envoyextensionpolicy-with-lua-configmap': ['policy-for-http-route-4'],
      'httproute-with-urlrewrite-hostname-filter-invalid': ['httproute-multiple-header-host-rewrites'],
    },
  },
  {
    code: 'PortNotFound',
    because:
      'The parent of the route does not exist, so nobody reports on its rules (processAllowedListenersForParentRefs in route.go). The Service has no UDP port 8080 (validateBackendRefService in validate.go), as the route will show once its Gateway exists.',
    in: { 'gateway-with-listener-with-unmatched-udproute': ['udproute-1'] },
  },
];
