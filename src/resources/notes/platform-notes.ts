/** Comments on what a distribution of Kubernetes needs. */
export const OPENSHIFT = {
  binding:
    'OpenShift: admits the user 65532 of the proxies. restricted-v2 accepts only users of the range of the namespace, and Envoy Gateway cannot run the proxies without a user.',
  anyUser:
    'OpenShift assigns user and group of the namespace (restricted-v2); null removes those of the chart, which it would reject.',
} as const;
