// Written by src/crds/vendor from the rules of the schemas; do not edit.
import {
  all,
  and,
  at,
  contains,
  duration,
  endsWith,
  equal,
  exists,
  exists_one,
  fail,
  filter,
  get,
  getScheme,
  has,
  int,
  isIP,
  lowerAscii,
  matches,
  or,
  size,
  split,
  startsWith,
  substring,
  upperAscii,
  url,
  within,
} from './functions.ts';

// biome-ignore lint/suspicious/noExplicitAny: what CEL sees is judged by the schema before a rule is asked.
type Any = any;
/** What each rule says of `self`; it throws where the rule cannot be evaluated, which refuses the object. */
export const RULES: Readonly<Record<string, (self: Any) => unknown>> = {
  "!(!has(self.cors) && self.type == 'CORS')": (self) => !(!(self.cors !== undefined) && get(self, 'type') === 'CORS'),
  "!(!has(self.extensionRef) && self.type == 'ExtensionRef')": (self) =>
    !(!(self.extensionRef !== undefined) && get(self, 'type') === 'ExtensionRef'),
  "!(!has(self.externalAuth) && self.type == 'ExternalAuth')": (self) =>
    !(!(self.externalAuth !== undefined) && get(self, 'type') === 'ExternalAuth'),
  "!(!has(self.header) && self.type == 'Header')": (self) =>
    !(!(self.header !== undefined) && get(self, 'type') === 'Header'),
  "!(!has(self.pathRegex) && self.type == 'PathRegex')": (self) =>
    !(!(self.pathRegex !== undefined) && get(self, 'type') === 'PathRegex'),
  "!(!has(self.requestHeaderModifier) && self.type == 'RequestHeaderModifier')": (self) =>
    !(!(self.requestHeaderModifier !== undefined) && get(self, 'type') === 'RequestHeaderModifier'),
  "!(!has(self.requestMirror) && self.type == 'RequestMirror')": (self) =>
    !(!(self.requestMirror !== undefined) && get(self, 'type') === 'RequestMirror'),
  "!(!has(self.requestRedirect) && self.type == 'RequestRedirect')": (self) =>
    !(!(self.requestRedirect !== undefined) && get(self, 'type') === 'RequestRedirect'),
  "!(!has(self.responseHeaderModifier) && self.type == 'ResponseHeaderModifier')": (self) =>
    !(!(self.responseHeaderModifier !== undefined) && get(self, 'type') === 'ResponseHeaderModifier'),
  "!(!has(self.urlRewrite) && self.type == 'URLRewrite')": (self) =>
    !(!(self.urlRewrite !== undefined) && get(self, 'type') === 'URLRewrite'),
  "!('*' in self && self.size() > 1)": (self) => !(within('*', self) && size(self) > 1),
  "!('Deny' in self.validationActions && 'Warn' in self.validationActions)": (self) =>
    !and(
      () => within('Deny', get(self, 'validationActions')),
      () => within('Warn', get(self, 'validationActions')),
    ),
  "!((has(self.connection) && has(self.connection.preconnect) && has(self.connection.preconnect.predictivePercent)) && !(has(self.loadBalancer) && has(self.loadBalancer.type) && self.loadBalancer.type in ['Random', 'RoundRobin']))":
    (self) =>
      !(
        self.connection !== undefined &&
        self.connection.preconnect !== undefined &&
        self.connection.preconnect.predictivePercent !== undefined &&
        !(
          self.loadBalancer !== undefined &&
          self.loadBalancer.type !== undefined &&
          within(self.loadBalancer.type, ['Random', 'RoundRobin'])
        )
      ),
  '!((has(self.insecureSkipVerify) && self.insecureSkipVerify) && ((has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0) || (has(self.wellKnownCACertificates) && self.wellKnownCACertificates != "")))':
    (self) =>
      !(
        self.insecureSkipVerify !== undefined &&
        self.insecureSkipVerify &&
        ((self.caCertificateRefs !== undefined && size(self.caCertificateRefs) > 0) ||
          (self.wellKnownCACertificates !== undefined && self.wellKnownCACertificates !== ''))
      ),
  "!(duration(self) < duration('1s') || duration(self) > duration('1h'))": (self) =>
    !or(
      () => duration(self) < duration('1s'),
      () => duration(self) > duration('1h'),
    ),
  "!(duration(self) == duration('0s') || duration(self) > duration('1h'))": (self) =>
    !or(
      () => duration(self) === duration('0s'),
      () => duration(self) > duration('1h'),
    ),
  '!(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 && has(self.wellKnownCACertificates) && self.wellKnownCACertificates != "")':
    (self) =>
      !(
        self.caCertificateRefs !== undefined &&
        size(self.caCertificateRefs) > 0 &&
        self.wellKnownCACertificates !== undefined &&
        self.wellKnownCACertificates !== ''
      ),
  "!(has(self.cors) && self.type != 'CORS')": (self) => !(self.cors !== undefined && get(self, 'type') !== 'CORS'),
  "!(has(self.extensionRef) && self.type != 'ExtensionRef')": (self) =>
    !(self.extensionRef !== undefined && get(self, 'type') !== 'ExtensionRef'),
  "!(has(self.externalAuth) && self.type != 'ExternalAuth')": (self) =>
    !(self.externalAuth !== undefined && get(self, 'type') !== 'ExternalAuth'),
  "!(has(self.failOpen) && self.failOpen == true && has(self.processingMode) && ((has(self.processingMode.request) && has(self.processingMode.request.body) && self.processingMode.request.body == 'FullDuplexStreamed') || (has(self.processingMode.response) && has(self.processingMode.response.body) && self.processingMode.response.body == 'FullDuplexStreamed')))":
    (self) =>
      !(
        self.failOpen !== undefined &&
        self.failOpen === true &&
        self.processingMode !== undefined &&
        ((self.processingMode.request !== undefined &&
          self.processingMode.request.body !== undefined &&
          self.processingMode.request.body === 'FullDuplexStreamed') ||
          (self.processingMode.response !== undefined &&
            self.processingMode.response.body !== undefined &&
            self.processingMode.response.body === 'FullDuplexStreamed'))
      ),
  "!(has(self.forwardAccessToken) && self.forwardAccessToken && has(self.forwardIDToken) && self.forwardIDToken.header.lowerAscii() == 'authorization')":
    (self) =>
      !(
        self.forwardAccessToken !== undefined &&
        self.forwardAccessToken &&
        self.forwardIDToken !== undefined &&
        lowerAscii(get(self.forwardIDToken, 'header')) === 'authorization'
      ),
  "!(has(self.header) && self.type != 'Header')": (self) =>
    !(self.header !== undefined && get(self, 'type') !== 'Header'),
  '!(has(self.httpStatus) && has(self.grpcStatus))': (self) =>
    !(self.httpStatus !== undefined && self.grpcStatus !== undefined),
  '!(has(self.mergeGateways) && self.mergeGateways && has(self.mergeBackends))': (self) =>
    !(self.mergeGateways !== undefined && self.mergeGateways && self.mergeBackends !== undefined),
  '!(has(self.minAvailable) && has(self.maxUnavailable))': (self) =>
    !(self.minAvailable !== undefined && self.maxUnavailable !== undefined),
  '!(has(self.number) && has(self.metadata))': (self) => !(self.number !== undefined && self.metadata !== undefined),
  '!(has(self.optional) && has(self.failOpen))': (self) =>
    !(self.optional !== undefined && self.failOpen !== undefined),
  '!(has(self.path) && has(self.pathOverride))': (self) =>
    !(self.path !== undefined && self.pathOverride !== undefined),
  "!(has(self.pathRegex) && self.type != 'PathRegex')": (self) =>
    !(self.pathRegex !== undefined && get(self, 'type') !== 'PathRegex'),
  '!(has(self.percent) && has(self.fraction))': (self) => !(self.percent !== undefined && self.fraction !== undefined),
  '!(has(self.preserveXRequestID) && has(self.requestID))': (self) =>
    !(self.preserveXRequestID !== undefined && self.requestID !== undefined),
  '!(has(self.remoteJWKS) && has(self.localJWKS))': (self) =>
    !(self.remoteJWKS !== undefined && self.localJWKS !== undefined),
  "!(has(self.request) && has(self.backendRequest) && duration(self.request) != duration('0s') && duration(self.backendRequest) > duration(self.request))":
    (self) =>
      !and(
        () =>
          self.request !== undefined && self.backendRequest !== undefined && duration(self.request) !== duration('0s'),
        () => duration(get(self, 'backendRequest')) > duration(get(self, 'request')),
      ),
  "!(has(self.requestHeaderModifier) && self.type != 'RequestHeaderModifier')": (self) =>
    !(self.requestHeaderModifier !== undefined && get(self, 'type') !== 'RequestHeaderModifier'),
  "!(has(self.requestMirror) && self.type != 'RequestMirror')": (self) =>
    !(self.requestMirror !== undefined && get(self, 'type') !== 'RequestMirror'),
  "!(has(self.requestRedirect) && self.type != 'RequestRedirect')": (self) =>
    !(self.requestRedirect !== undefined && get(self, 'type') !== 'RequestRedirect'),
  "!(has(self.responseHeaderModifier) && self.type != 'ResponseHeaderModifier')": (self) =>
    !(self.responseHeaderModifier !== undefined && get(self, 'type') !== 'ResponseHeaderModifier'),
  '!(has(self.samplingRate) && has(self.samplingFraction))': (self) =>
    !(self.samplingRate !== undefined && self.samplingFraction !== undefined),
  "!(has(self.shadowMode) && self.shadowMode == true && has(self.processingMode) && ((has(self.processingMode.request) && has(self.processingMode.request.body) && self.processingMode.request.body != 'Streamed') || (has(self.processingMode.response) && has(self.processingMode.response.body) && self.processingMode.response.body != 'Streamed')))":
    (self) =>
      !(
        self.shadowMode !== undefined &&
        self.shadowMode === true &&
        self.processingMode !== undefined &&
        ((self.processingMode.request !== undefined &&
          self.processingMode.request.body !== undefined &&
          self.processingMode.request.body !== 'Streamed') ||
          (self.processingMode.response !== undefined &&
            self.processingMode.response.body !== undefined &&
            self.processingMode.response.body !== 'Streamed'))
      ),
  '!(has(self.sni) && has(self.autoSNIFromEndpointHostname) && self.autoSNIFromEndpointHostname)': (self) =>
    !(self.sni !== undefined && self.autoSNIFromEndpointHostname !== undefined && self.autoSNIFromEndpointHostname),
  "!(has(self.urlRewrite) && self.type != 'URLRewrite')": (self) =>
    !(self.urlRewrite !== undefined && get(self, 'type') !== 'URLRewrite'),
  "!(self.exists(f, f.type == 'RequestRedirect') && self.exists(f, f.type == 'URLRewrite'))": (self) =>
    !and(
      () => exists(self, (f) => get(f, 'type') === 'RequestRedirect'),
      () => exists(self, (f) => get(f, 'type') === 'URLRewrite'),
    ),
  '!(self.name in ["true","false","null","in","as","break","const","continue","else","for","function","if","import","let","loop","package","namespace","return","var","void","while"])':
    (self) =>
      !within(get(self, 'name'), [
        'true',
        'false',
        'null',
        'in',
        'as',
        'break',
        'const',
        'continue',
        'else',
        'for',
        'function',
        'if',
        'import',
        'let',
        'loop',
        'package',
        'namespace',
        'return',
        'var',
        'void',
        'while',
      ]),
  "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || size(self.values) == 0": (self) =>
    or(
      () =>
        or(
          () => !within(get(self, 'operator'), ['Exists', 'DoesNotExist']),
          () => !(self.values !== undefined),
        ),
      () => size(get(self, 'values')) === 0,
    ),
  "!(self.operator in ['In', 'NotIn']) || (has(self.values) && size(self.values) > 0)": (self) =>
    or(
      () => !within(get(self, 'operator'), ['In', 'NotIn']),
      () => self.values !== undefined && size(self.values) > 0,
    ),
  '!(self.type != "Hostname" && has(self.hostname) && self.hostname != "")': (self) =>
    !and(
      () =>
        and(
          () => get(self, 'type') !== 'Hostname',
          () => self.hostname !== undefined,
        ),
      () => get(self, 'hostname') !== '',
    ),
  '!(self.type != "URI" && has(self.uri) && self.uri != "")': (self) =>
    !and(
      () =>
        and(
          () => get(self, 'type') !== 'URI',
          () => self.uri !== undefined,
        ),
      () => get(self, 'uri') !== '',
    ),
  '!(self.type == "Hostname" && (!has(self.hostname) || self.hostname == ""))': (self) =>
    !and(
      () => get(self, 'type') === 'Hostname',
      () => !(self.hostname !== undefined) || self.hostname === '',
    ),
  '!(self.type == "URI" && (!has(self.uri) || self.uri == ""))': (self) =>
    !and(
      () => get(self, 'type') === 'URI',
      () => !(self.uri !== undefined) || self.uri === '',
    ),
  "!has(self.admissionControl) || ((!has(self.targetRef) || self.targetRef.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute']) && (!has(self.targetRefs) || self.targetRefs.all(ref, ref.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute'])) && (!has(self.targetSelectors) || self.targetSelectors.all(sel, sel.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute'])))":
    (self) =>
      !(self.admissionControl !== undefined) ||
      and(
        () =>
          and(
            () =>
              !(self.targetRef !== undefined) ||
              within(get(self.targetRef, 'kind'), ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute']),
            () =>
              !(self.targetRefs !== undefined) ||
              all(self.targetRefs, (ref) =>
                within(get(ref, 'kind'), ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute']),
              ),
          ),
        () =>
          !(self.targetSelectors !== undefined) ||
          all(self.targetSelectors, (sel) =>
            within(get(sel, 'kind'), ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute']),
          ),
      ),
  "!has(self.allocateLoadBalancerNodePorts) || self.type == 'LoadBalancer'": (self) =>
    !(self.allocateLoadBalancerNodePorts !== undefined) || get(self, 'type') === 'LoadBalancer',
  "!has(self.allowExpiredCertificate) || !self.allowExpiredCertificate || !has(self.mode) || self.mode in ['VerifyIfGiven', 'RequireAndVerify']":
    (self) =>
      !(self.allowExpiredCertificate !== undefined) ||
      !self.allowExpiredCertificate ||
      !(self.mode !== undefined) ||
      within(self.mode, ['VerifyIfGiven', 'RequireAndVerify']),
  '!has(self.backendRef)': (self) => !(self.backendRef !== undefined),
  '!has(self.closeDelay) || has(self.value)': (self) => !(self.closeDelay !== undefined) || self.value !== undefined,
  '!has(self.compression) || !has(self.compressor)': (self) =>
    !(self.compression !== undefined) || !(self.compressor !== undefined),
  "!has(self.connect) || self.type == 'CONNECT'": (self) =>
    !(self.connect !== undefined) || get(self, 'type') === 'CONNECT',
  "!has(self.cookieConfig) || !has(self.cookieConfig.lifetimeType) || self.cookieConfig.lifetimeType != 'Permanent' || has(self.absoluteTimeout)":
    (self) =>
      !(self.cookieConfig !== undefined) ||
      !(self.cookieConfig.lifetimeType !== undefined) ||
      self.cookieConfig.lifetimeType !== 'Permanent' ||
      self.absoluteTimeout !== undefined,
  "!has(self.cookieConfig) || self.type == 'Cookie'": (self) =>
    !(self.cookieConfig !== undefined) || get(self, 'type') === 'Cookie',
  '!has(self.image) || !has(self.imageRepository)': (self) =>
    !(self.image !== undefined) || !(self.imageRepository !== undefined),
  '!has(self.ipBlock) || !(has(self.podSelector) || has(self.namespaceSelector))': (self) =>
    !(self.ipBlock !== undefined) || !(self.podSelector !== undefined || self.namespaceSelector !== undefined),
  "!has(self.loadBalancerIP) || self.type == 'LoadBalancer'": (self) =>
    !(self.loadBalancerIP !== undefined) || get(self, 'type') === 'LoadBalancer',
  "!has(self.loadBalancerSourceRanges) || self.type == 'LoadBalancer'": (self) =>
    !(self.loadBalancerSourceRanges !== undefined) || get(self, 'type') === 'LoadBalancer',
  '!has(self.maxRejectionPercent) || (self.maxRejectionPercent >= 0 && self.maxRejectionPercent <= 100)': (self) =>
    !(self.maxRejectionPercent !== undefined) || (self.maxRejectionPercent >= 0 && self.maxRejectionPercent <= 100),
  "!has(self.mergeType) || ((!has(self.targetRef) || self.targetRef.kind in ['HTTPRoute', 'GRPCRoute', 'TCPRoute']) && (!has(self.targetRefs) || self.targetRefs.all(ref, ref.kind in ['HTTPRoute', 'GRPCRoute', 'TCPRoute'])) && (!has(self.targetSelectors) || self.targetSelectors.all(sel, sel.kind in ['HTTPRoute', 'GRPCRoute', 'TCPRoute'])))":
    (self) =>
      !(self.mergeType !== undefined) ||
      and(
        () =>
          and(
            () =>
              !(self.targetRef !== undefined) ||
              within(get(self.targetRef, 'kind'), ['HTTPRoute', 'GRPCRoute', 'TCPRoute']),
            () =>
              !(self.targetRefs !== undefined) ||
              all(self.targetRefs, (ref) => within(get(ref, 'kind'), ['HTTPRoute', 'GRPCRoute', 'TCPRoute'])),
          ),
        () =>
          !(self.targetSelectors !== undefined) ||
          all(self.targetSelectors, (sel) => within(get(sel, 'kind'), ['HTTPRoute', 'GRPCRoute', 'TCPRoute'])),
      ),
  "!has(self.mergeType) || ((!has(self.targetRef) || self.targetRef.kind in ['HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute']) && (!has(self.targetRefs) || self.targetRefs.all(ref, ref.kind in ['HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute'])) && (!has(self.targetSelectors) || self.targetSelectors.all(sel, sel.kind in ['HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute'])))":
    (self) =>
      !(self.mergeType !== undefined) ||
      and(
        () =>
          and(
            () =>
              !(self.targetRef !== undefined) ||
              within(get(self.targetRef, 'kind'), ['HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute']),
            () =>
              !(self.targetRefs !== undefined) ||
              all(self.targetRefs, (ref) =>
                within(get(ref, 'kind'), ['HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute']),
              ),
          ),
        () =>
          !(self.targetSelectors !== undefined) ||
          all(self.targetSelectors, (sel) =>
            within(get(sel, 'kind'), ['HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute']),
          ),
      ),
  '!has(self.minReplicas) || self.maxReplicas >= self.minReplicas': (self) =>
    !(self.minReplicas !== undefined) || get(self, 'maxReplicas') >= self.minReplicas,
  '!has(self.minSuccessRate) || (self.minSuccessRate >= 1 && self.minSuccessRate <= 100)': (self) =>
    !(self.minSuccessRate !== undefined) || (self.minSuccessRate >= 1 && self.minSuccessRate <= 100),
  "!has(self.name) || self.name == '' || !has(self.selector)": (self) =>
    !(self.name !== undefined) || self.name === '' || !(self.selector !== undefined),
  '!has(self.nonResourceURLs) || size(self.nonResourceURLs) == 0 || ((!has(self.apiGroups) || size(self.apiGroups) == 0) && (!has(self.resources) || size(self.resources) == 0) && (!has(self.resourceNames) || size(self.resourceNames) == 0))':
    (self) =>
      !(self.nonResourceURLs !== undefined) ||
      size(self.nonResourceURLs) === 0 ||
      ((!(self.apiGroups !== undefined) || size(self.apiGroups) === 0) &&
        (!(self.resources !== undefined) || size(self.resources) === 0) &&
        (!(self.resourceNames !== undefined) || size(self.resourceNames) === 0)),
  '!has(self.ports) || self.ports.all(p, !has(p.name) || self.ports.exists_one(q, has(q.name) && q.name == p.name))': (
    self,
  ) =>
    !(self.ports !== undefined) ||
    all(
      self.ports,
      (p) => !(p.name !== undefined) || exists_one(self.ports, (q) => q.name !== undefined && equal(q.name, p.name)),
    ),
  '!has(self.ports) || self.ports.all(p, self.ports.exists_one(q, q.port == p.port && (has(q.protocol) ? q.protocol : "TCP") == (has(p.protocol) ? p.protocol : "TCP")))':
    (self) =>
      !(self.ports !== undefined) ||
      all(self.ports, (p) =>
        exists_one(self.ports, (q) =>
          and(
            () => equal(get(q, 'port'), get(p, 'port')),
            () => equal(q.protocol !== undefined ? q.protocol : 'TCP', p.protocol !== undefined ? p.protocol : 'TCP'),
          ),
        ),
      ),
  '!has(self.ports) || size(self.ports) < 2 || self.ports.all(p, has(p.name))': (self) =>
    !(self.ports !== undefined) || size(self.ports) < 2 || all(self.ports, (p) => p.name !== undefined),
  '!has(self.remove) || size(self.remove) == 0': (self) => !(self.remove !== undefined) || size(self.remove) === 0,
  "!has(self.requestBody) || (has(self.method) && self.method.upperAscii() in ['POST','PUT'])": (self) =>
    !(self.requestBody !== undefined) ||
    (self.method !== undefined && within(upperAscii(self.method), ['POST', 'PUT'])),
  '!has(self.requestBuffer) || !has(self.httpUpgrade) || self.httpUpgrade.size() == 0': (self) =>
    !(self.requestBuffer !== undefined) || !(self.httpUpgrade !== undefined) || size(self.httpUpgrade) === 0,
  '!has(self.resources) || !has(self.resourceAttributes)': (self) =>
    !(self.resources !== undefined) || !(self.resourceAttributes !== undefined),
  "!has(self.samplingWindow) || duration(self.samplingWindow) >= duration('1s')": (self) =>
    !(self.samplingWindow !== undefined) || duration(self.samplingWindow) >= duration('1s'),
  '!has(self.selector.matchLabels) || (has(self.template.metadata) && has(self.template.metadata.labels) && self.selector.matchLabels.all(k, k in self.template.metadata.labels && self.template.metadata.labels[k] == self.selector.matchLabels[k]))':
    (self) =>
      or(
        () => !has(get(self, 'selector'), 'matchLabels'),
        () =>
          and(
            () =>
              and(
                () => has(get(self, 'template'), 'metadata'),
                () => has(get(get(self, 'template'), 'metadata'), 'labels'),
              ),
            () =>
              all(get(get(self, 'selector'), 'matchLabels'), (k) =>
                and(
                  () => within(k, get(get(get(self, 'template'), 'metadata'), 'labels')),
                  () =>
                    equal(
                      at(get(get(get(self, 'template'), 'metadata'), 'labels'), k),
                      at(get(get(self, 'selector'), 'matchLabels'), k),
                    ),
                ),
              ),
          ),
      ),
  "!has(self.serviceAccountName) || (has(self.provider) && (self.provider == 'azure' || self.provider == 'aws'))": (
    self,
  ) =>
    !(self.serviceAccountName !== undefined) ||
    (self.provider !== undefined && (self.provider === 'azure' || self.provider === 'aws')),
  '!has(self.timeout) || !has(self.interval) || duration(self.timeout) < duration(self.interval)': (self) =>
    !(self.timeout !== undefined) || !(self.interval !== undefined) || duration(self.timeout) < duration(self.interval),
  '!has(self.tls) || !(has(self.tls.autoSNIFromEndpointHostname) && self.tls.autoSNIFromEndpointHostname) || self.endpoints.all(e, (!has(e.ip) && !has(e.unix)) || has(e.hostname))':
    (self) =>
      !(self.tls !== undefined) ||
      !(self.tls.autoSNIFromEndpointHostname !== undefined && self.tls.autoSNIFromEndpointHostname) ||
      all(
        get(self, 'endpoints'),
        (e) => (!(e.ip !== undefined) && !(e.unix !== undefined)) || e.hostname !== undefined,
      ),
  '!has(self.type) ? (has(self.text) || has(self.json)) : true': (self) =>
    !(self.type !== undefined) ? self.text !== undefined || self.json !== undefined : true,
  "!has(self.type) || self.type != 'Recreate' || !has(self.rollingUpdate)": (self) =>
    !(self.type !== undefined) || self.type !== 'Recreate' || !(self.rollingUpdate !== undefined),
  '!self.contains("*")': (self) => !contains(self, '*'),
  "!self.endsWith('.cluster.local')": (self) => !endsWith(self, '.cluster.local'),
  '(!has(self.type) || self.type == \'Exact\') && has(self.method) ? self.method.matches(r"""^[A-Za-z_][A-Za-z_0-9]*$"""): true':
    (self) =>
      (!(self.type !== undefined) || self.type === 'Exact') && self.method !== undefined
        ? matches(self.method, '^[A-Za-z_][A-Za-z_0-9]*$')
        : true,
  '(!has(self.type) || self.type == \'Exact\') && has(self.service) ? self.service.matches(r"""^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$"""): true':
    (self) =>
      (!(self.type !== undefined) || self.type === 'Exact') && self.service !== undefined
        ? matches(self.service, '^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$')
        : true,
  "(!has(self.type) || self.type == 'Inline')? has(self.inline) : true": (self) =>
    !(self.type !== undefined) || self.type === 'Inline' ? self.inline !== undefined : true,
  "(!has(self.type) || self.type == 'Value')? has(self.value) : true": (self) =>
    !(self.type !== undefined) || self.type === 'Value' ? self.value !== undefined : true,
  '((has(self.envoyDeployment) && !has(self.envoyDaemonSet)) || (!has(self.envoyDeployment) && has(self.envoyDaemonSet))) || (!has(self.envoyDeployment) && !has(self.envoyDaemonSet))':
    (self) =>
      (self.envoyDeployment !== undefined && !(self.envoyDaemonSet !== undefined)) ||
      (!(self.envoyDeployment !== undefined) && self.envoyDaemonSet !== undefined) ||
      (!(self.envoyDeployment !== undefined) && !(self.envoyDaemonSet !== undefined)),
  '((has(self.envoyHpa) && !has(self.envoyDaemonSet)) || (!has(self.envoyHpa) && has(self.envoyDaemonSet))) || (!has(self.envoyHpa) && !has(self.envoyDaemonSet))':
    (self) =>
      (self.envoyHpa !== undefined && !(self.envoyDaemonSet !== undefined)) ||
      (!(self.envoyHpa !== undefined) && self.envoyDaemonSet !== undefined) ||
      (!(self.envoyHpa !== undefined) && !(self.envoyDaemonSet !== undefined)),
  '((has(self.fqdn) && !(has(self.ip) || has(self.unix))) || (has(self.ip) && !(has(self.fqdn) || has(self.unix))) || (has(self.unix) && !(has(self.ip) || has(self.fqdn))))':
    (self) =>
      (self.fqdn !== undefined && !(self.ip !== undefined || self.unix !== undefined)) ||
      (self.ip !== undefined && !(self.fqdn !== undefined || self.unix !== undefined)) ||
      (self.unix !== undefined && !(self.ip !== undefined || self.fqdn !== undefined)),
  '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true': (self) =>
    (self.operation !== undefined ? self.operation : '') === 'REMOVE' ? !(self.value !== undefined) : true,
  '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true': (self) =>
    (self.operation !== undefined ? self.operation : '') === 'UPSERT' ? get(self, 'value') !== '' : true,
  '(has(self.authorization) && has(self.authorization.rules) && self.authorization.rules.exists(r, has(r.principal) ? has(r.principal.jwt) : false)) ? has(self.jwt) : true':
    (self) =>
      self.authorization !== undefined &&
      self.authorization.rules !== undefined &&
      exists(self.authorization.rules, (r) => (r.principal !== undefined ? r.principal.jwt !== undefined : false))
        ? self.jwt !== undefined
        : true,
  "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exists_one(f, has(f.requestRedirect) && has(f.requestRedirect.path) && f.requestRedirect.path.type == 'ReplacePrefixMatch' && has(f.requestRedirect.path.replacePrefixMatch))) )) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    (self) =>
      self.backendRefs !== undefined &&
      exists_one(
        self.backendRefs,
        (b) =>
          b.filters !== undefined &&
          exists_one(b.filters, (f) =>
            and(
              () =>
                f.requestRedirect !== undefined &&
                f.requestRedirect.path !== undefined &&
                get(f.requestRedirect.path, 'type') === 'ReplacePrefixMatch',
              () => has(get(get(f, 'requestRedirect'), 'path'), 'replacePrefixMatch'),
            ),
          ),
      )
        ? or(
            () =>
              or(
                () => size(get(self, 'matches')) !== 1,
                () => !has(at(get(self, 'matches'), 0), 'path'),
              ),
            () => get(get(at(get(self, 'matches'), 0), 'path'), 'type') !== 'PathPrefix',
          )
          ? false
          : true
        : true,
  "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exists_one(f, has(f.urlRewrite) && has(f.urlRewrite.path) && f.urlRewrite.path.type == 'ReplacePrefixMatch' && has(f.urlRewrite.path.replacePrefixMatch))) )) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    (self) =>
      self.backendRefs !== undefined &&
      exists_one(
        self.backendRefs,
        (b) =>
          b.filters !== undefined &&
          exists_one(b.filters, (f) =>
            and(
              () =>
                f.urlRewrite !== undefined &&
                f.urlRewrite.path !== undefined &&
                get(f.urlRewrite.path, 'type') === 'ReplacePrefixMatch',
              () => has(get(get(f, 'urlRewrite'), 'path'), 'replacePrefixMatch'),
            ),
          ),
      )
        ? or(
            () =>
              or(
                () => size(get(self, 'matches')) !== 1,
                () => !has(at(get(self, 'matches'), 0), 'path'),
              ),
            () => get(get(at(get(self, 'matches'), 0), 'path'), 'type') !== 'PathPrefix',
          )
          ? false
          : true
        : true,
  '(has(self.backendRefs) && size(self.backendRefs) > 0) ? (!has(self.filters) || self.filters.all(f, !has(f.requestRedirect))): true':
    (self) =>
      self.backendRefs !== undefined && size(self.backendRefs) > 0
        ? !(self.filters !== undefined) || all(self.filters, (f) => !(f.requestRedirect !== undefined))
        : true,
  '(has(self.before) && !has(self.after)) || (!has(self.before) && has(self.after))': (self) =>
    (self.before !== undefined && !(self.after !== undefined)) ||
    (!(self.before !== undefined) && self.after !== undefined),
  '(has(self.before) || has(self.after))': (self) => self.before !== undefined || self.after !== undefined,
  '(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 || has(self.wellKnownCACertificates) && self.wellKnownCACertificates != "")':
    (self) =>
      (self.caCertificateRefs !== undefined && size(self.caCertificateRefs) > 0) ||
      (self.wellKnownCACertificates !== undefined && self.wellKnownCACertificates !== ''),
  "(has(self.certDetailsToAdd) && self.certDetailsToAdd.size() > 0) ? (self.mode == 'AppendForward' || self.mode == 'SanitizeSet') : true":
    (self) =>
      self.certDetailsToAdd !== undefined && size(self.certDetailsToAdd) > 0
        ? or(
            () => get(self, 'mode') === 'AppendForward',
            () => get(self, 'mode') === 'SanitizeSet',
          )
        : true,
  '(has(self.claims) || has(self.scopes))': (self) => self.claims !== undefined || self.scopes !== undefined,
  '(has(self.clientCIDRs) || has(self.jwt) || has(self.headers) || has(self.clientIPGeoLocations))': (self) =>
    self.clientCIDRs !== undefined ||
    self.jwt !== undefined ||
    self.headers !== undefined ||
    self.clientIPGeoLocations !== undefined,
  '(has(self.clientID) && !has(self.clientIDRef)) || (!has(self.clientID) && has(self.clientIDRef))': (self) =>
    (self.clientID !== undefined && !(self.clientIDRef !== undefined)) ||
    (!(self.clientID !== undefined) && self.clientIDRef !== undefined),
  "(has(self.filters) && self.filters.exists_one(f, has(f.requestRedirect) && has(f.requestRedirect.path) && f.requestRedirect.path.type == 'ReplacePrefixMatch' && has(f.requestRedirect.path.replacePrefixMatch))) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    (self) =>
      self.filters !== undefined &&
      exists_one(self.filters, (f) =>
        and(
          () =>
            f.requestRedirect !== undefined &&
            f.requestRedirect.path !== undefined &&
            get(f.requestRedirect.path, 'type') === 'ReplacePrefixMatch',
          () => has(get(get(f, 'requestRedirect'), 'path'), 'replacePrefixMatch'),
        ),
      )
        ? or(
            () =>
              or(
                () => size(get(self, 'matches')) !== 1,
                () => !has(at(get(self, 'matches'), 0), 'path'),
              ),
            () => get(get(at(get(self, 'matches'), 0), 'path'), 'type') !== 'PathPrefix',
          )
          ? false
          : true
        : true,
  "(has(self.filters) && self.filters.exists_one(f, has(f.urlRewrite) && has(f.urlRewrite.path) && f.urlRewrite.path.type == 'ReplacePrefixMatch' && has(f.urlRewrite.path.replacePrefixMatch))) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    (self) =>
      self.filters !== undefined &&
      exists_one(self.filters, (f) =>
        and(
          () =>
            f.urlRewrite !== undefined &&
            f.urlRewrite.path !== undefined &&
            get(f.urlRewrite.path, 'type') === 'ReplacePrefixMatch',
          () => has(get(get(f, 'urlRewrite'), 'path'), 'replacePrefixMatch'),
        ),
      )
        ? or(
            () =>
              or(
                () => size(get(self, 'matches')) !== 1,
                () => !has(at(get(self, 'matches'), 0), 'path'),
              ),
            () => get(get(at(get(self, 'matches'), 0), 'path'), 'type') !== 'PathPrefix',
          )
          ? false
          : true
        : true,
  '(has(self.fqdn) || has(self.ip) || has(self.unix))': (self) =>
    self.fqdn !== undefined || self.ip !== undefined || self.unix !== undefined,
  '(has(self.grpc) && !has(self.http)) || (!has(self.grpc) && has(self.http))': (self) =>
    (self.grpc !== undefined && !(self.http !== undefined)) || (!(self.grpc !== undefined) && self.http !== undefined),
  '(has(self.grpc) || has(self.http))': (self) => self.grpc !== undefined || self.http !== undefined,
  '(has(self.headers) ? 1 : 0) + (has(self.params) ? 1 : 0) + (has(self.cookies) ? 1 : 0) == 1': (self) =>
    (self.headers !== undefined ? 1 : 0) +
      (self.params !== undefined ? 1 : 0) +
      (self.cookies !== undefined ? 1 : 0) ===
    1,
  '(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 : 0) <= 1': (self) =>
    (self.jwksUri !== undefined ? 1 : 0) + (self.jwks_uri !== undefined ? 1 : 0) + (self.jwks !== undefined ? 1 : 0) <=
    1,
  '(has(self.minAvailable) && !has(self.maxUnavailable)) || (!has(self.minAvailable) && has(self.maxUnavailable))': (
    self,
  ) =>
    (self.minAvailable !== undefined && !(self.maxUnavailable !== undefined)) ||
    (!(self.minAvailable !== undefined) && self.maxUnavailable !== undefined),
  "(has(self.name) && self.name != '') || has(self.selector)": (self) =>
    (self.name !== undefined && self.name !== '') || self.selector !== undefined,
  '(has(self.nonResourceURLs) && size(self.nonResourceURLs) > 0) || (has(self.apiGroups) && size(self.apiGroups) > 0 && has(self.resources) && size(self.resources) > 0)':
    (self) =>
      (self.nonResourceURLs !== undefined && size(self.nonResourceURLs) > 0) ||
      (self.apiGroups !== undefined &&
        size(self.apiGroups) > 0 &&
        self.resources !== undefined &&
        size(self.resources) > 0),
  '(has(self.numTrustedHops) && !has(self.trustedCIDRs)) || (!has(self.numTrustedHops) && has(self.trustedCIDRs))': (
    self,
  ) =>
    (self.numTrustedHops !== undefined && !(self.trustedCIDRs !== undefined)) ||
    (!(self.numTrustedHops !== undefined) && self.trustedCIDRs !== undefined),
  "(has(self.ports) && size(self.ports) > 0) || (has(self.type) && self.type == 'ExternalName') || (has(self.clusterIP) && self.clusterIP == 'None')":
    (self) =>
      (self.ports !== undefined && size(self.ports) > 0) ||
      (self.type !== undefined && self.type === 'ExternalName') ||
      (self.clusterIP !== undefined && self.clusterIP === 'None'),
  '(has(self.recomputeRoute) && self.recomputeRoute) ? size(self.claimToHeaders) > 0 : true': (self) =>
    self.recomputeRoute !== undefined && self.recomputeRoute ? size(get(self, 'claimToHeaders')) > 0 : true,
  '(has(self.response) && !has(self.redirect)) || (!has(self.response) && has(self.redirect))': (self) =>
    (self.response !== undefined && !(self.redirect !== undefined)) ||
    (!(self.response !== undefined) && self.redirect !== undefined),
  '(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': (self) =>
    (self.selector !== undefined ? 1 : 0) +
      (self.targetRef !== undefined ? 1 : 0) +
      (self.targetRefs !== undefined ? 1 : 0) <=
    1,
  '(has(self.selector.matchLabels) && size(self.selector.matchLabels) > 0) || (has(self.selector.matchExpressions) && size(self.selector.matchExpressions) > 0)':
    (self) =>
      or(
        () =>
          and(
            () => has(get(self, 'selector'), 'matchLabels'),
            () => size(get(get(self, 'selector'), 'matchLabels')) > 0,
          ),
        () =>
          and(
            () => has(get(self, 'selector'), 'matchExpressions'),
            () => size(get(get(self, 'selector'), 'matchExpressions')) > 0,
          ),
      ),
  '(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true':
    (self) =>
      self.serviceAccounts !== undefined || self.notServiceAccounts !== undefined
        ? !(self.principals !== undefined) &&
          !(self.notPrincipals !== undefined) &&
          !(self.namespaces !== undefined) &&
          !(self.notNamespaces !== undefined)
        : true,
  '(has(self.targetRef) && !has(self.targetRefs)) || (!has(self.targetRef) && has(self.targetRefs)) || (has(self.targetSelectors) && self.targetSelectors.size() > 0)':
    (self) =>
      (self.targetRef !== undefined && !(self.targetRefs !== undefined)) ||
      (!(self.targetRef !== undefined) && self.targetRefs !== undefined) ||
      (self.targetSelectors !== undefined && size(self.targetSelectors) > 0),
  '(has(self.tpp) ? 1 : 0) + (has(self.cloud) ? 1 : 0) + (has(self.ngts) ? 1 : 0) == 1': (self) =>
    (self.tpp !== undefined ? 1 : 0) + (self.cloud !== undefined ? 1 : 0) + (self.ngts !== undefined ? 1 : 0) === 1,
  "(has(self.type) && self.type == 'Range')? has(self.range) : true": (self) =>
    self.type !== undefined && self.type === 'Range' ? self.range !== undefined : true,
  "(has(self.type) && self.type == 'ValueRef')? has(self.valueRef) : true": (self) =>
    self.type !== undefined && self.type === 'ValueRef' ? self.valueRef !== undefined : true,
  '(has(self.validations) && size(self.validations) > 0) || (has(self.auditAnnotations) && size(self.auditAnnotations) > 0)':
    (self) =>
      (self.validations !== undefined && size(self.validations) > 0) ||
      (self.auditAnnotations !== undefined && size(self.auditAnnotations) > 0),
  '(self.size() > 0 ? (has(self[0].matches) ? self[0].matches.size() : 0) : 0) + (self.size() > 1 ? (has(self[1].matches) ? self[1].matches.size() : 0) : 0) + (self.size() > 2 ? (has(self[2].matches) ? self[2].matches.size() : 0) : 0) + (self.size() > 3 ? (has(self[3].matches) ? self[3].matches.size() : 0) : 0) + (self.size() > 4 ? (has(self[4].matches) ? self[4].matches.size() : 0) : 0) + (self.size() > 5 ? (has(self[5].matches) ? self[5].matches.size() : 0) : 0) + (self.size() > 6 ? (has(self[6].matches) ? self[6].matches.size() : 0) : 0) + (self.size() > 7 ? (has(self[7].matches) ? self[7].matches.size() : 0) : 0) + (self.size() > 8 ? (has(self[8].matches) ? self[8].matches.size() : 0) : 0) + (self.size() > 9 ? (has(self[9].matches) ? self[9].matches.size() : 0) : 0) + (self.size() > 10 ? (has(self[10].matches) ? self[10].matches.size() : 0) : 0) + (self.size() > 11 ? (has(self[11].matches) ? self[11].matches.size() : 0) : 0) + (self.size() > 12 ? (has(self[12].matches) ? self[12].matches.size() : 0) : 0) + (self.size() > 13 ? (has(self[13].matches) ? self[13].matches.size() : 0) : 0) + (self.size() > 14 ? (has(self[14].matches) ? self[14].matches.size() : 0) : 0) + (self.size() > 15 ? (has(self[15].matches) ? self[15].matches.size() : 0) : 0) <= 128':
    (self) =>
      (size(self) > 0 ? (has(at(self, 0), 'matches') ? size(get(at(self, 0), 'matches')) : 0) : 0) +
        (size(self) > 1 ? (has(at(self, 1), 'matches') ? size(get(at(self, 1), 'matches')) : 0) : 0) +
        (size(self) > 2 ? (has(at(self, 2), 'matches') ? size(get(at(self, 2), 'matches')) : 0) : 0) +
        (size(self) > 3 ? (has(at(self, 3), 'matches') ? size(get(at(self, 3), 'matches')) : 0) : 0) +
        (size(self) > 4 ? (has(at(self, 4), 'matches') ? size(get(at(self, 4), 'matches')) : 0) : 0) +
        (size(self) > 5 ? (has(at(self, 5), 'matches') ? size(get(at(self, 5), 'matches')) : 0) : 0) +
        (size(self) > 6 ? (has(at(self, 6), 'matches') ? size(get(at(self, 6), 'matches')) : 0) : 0) +
        (size(self) > 7 ? (has(at(self, 7), 'matches') ? size(get(at(self, 7), 'matches')) : 0) : 0) +
        (size(self) > 8 ? (has(at(self, 8), 'matches') ? size(get(at(self, 8), 'matches')) : 0) : 0) +
        (size(self) > 9 ? (has(at(self, 9), 'matches') ? size(get(at(self, 9), 'matches')) : 0) : 0) +
        (size(self) > 10 ? (has(at(self, 10), 'matches') ? size(get(at(self, 10), 'matches')) : 0) : 0) +
        (size(self) > 11 ? (has(at(self, 11), 'matches') ? size(get(at(self, 11), 'matches')) : 0) : 0) +
        (size(self) > 12 ? (has(at(self, 12), 'matches') ? size(get(at(self, 12), 'matches')) : 0) : 0) +
        (size(self) > 13 ? (has(at(self, 13), 'matches') ? size(get(at(self, 13), 'matches')) : 0) : 0) +
        (size(self) > 14 ? (has(at(self, 14), 'matches') ? size(get(at(self, 14), 'matches')) : 0) : 0) +
        (size(self) > 15 ? (has(at(self, 15), 'matches') ? size(get(at(self, 15), 'matches')) : 0) : 0) <=
      128,
  '(self.size() > 0 ? self[0].matches.size() : 0) + (self.size() > 1 ? self[1].matches.size() : 0) + (self.size() > 2 ? self[2].matches.size() : 0) + (self.size() > 3 ? self[3].matches.size() : 0) + (self.size() > 4 ? self[4].matches.size() : 0) + (self.size() > 5 ? self[5].matches.size() : 0) + (self.size() > 6 ? self[6].matches.size() : 0) + (self.size() > 7 ? self[7].matches.size() : 0) + (self.size() > 8 ? self[8].matches.size() : 0) + (self.size() > 9 ? self[9].matches.size() : 0) + (self.size() > 10 ? self[10].matches.size() : 0) + (self.size() > 11 ? self[11].matches.size() : 0) + (self.size() > 12 ? self[12].matches.size() : 0) + (self.size() > 13 ? self[13].matches.size() : 0) + (self.size() > 14 ? self[14].matches.size() : 0) + (self.size() > 15 ? self[15].matches.size() : 0) <= 128':
    (self) =>
      (size(self) > 0 ? size(get(at(self, 0), 'matches')) : 0) +
        (size(self) > 1 ? size(get(at(self, 1), 'matches')) : 0) +
        (size(self) > 2 ? size(get(at(self, 2), 'matches')) : 0) +
        (size(self) > 3 ? size(get(at(self, 3), 'matches')) : 0) +
        (size(self) > 4 ? size(get(at(self, 4), 'matches')) : 0) +
        (size(self) > 5 ? size(get(at(self, 5), 'matches')) : 0) +
        (size(self) > 6 ? size(get(at(self, 6), 'matches')) : 0) +
        (size(self) > 7 ? size(get(at(self, 7), 'matches')) : 0) +
        (size(self) > 8 ? size(get(at(self, 8), 'matches')) : 0) +
        (size(self) > 9 ? size(get(at(self, 9), 'matches')) : 0) +
        (size(self) > 10 ? size(get(at(self, 10), 'matches')) : 0) +
        (size(self) > 11 ? size(get(at(self, 11), 'matches')) : 0) +
        (size(self) > 12 ? size(get(at(self, 12), 'matches')) : 0) +
        (size(self) > 13 ? size(get(at(self, 13), 'matches')) : 0) +
        (size(self) > 14 ? size(get(at(self, 14), 'matches')) : 0) +
        (size(self) > 15 ? size(get(at(self, 15), 'matches')) : 0) <=
      128,
  "(self.type == 'Inline' && has(self.inline) && !has(self.valueRef)) || (self.type == 'ValueRef' && !has(self.inline) && has(self.valueRef))":
    (self) =>
      or(
        () =>
          and(
            () =>
              and(
                () => get(self, 'type') === 'Inline',
                () => self.inline !== undefined,
              ),
            () => !(self.valueRef !== undefined),
          ),
        () =>
          and(
            () =>
              and(
                () => get(self, 'type') === 'ValueRef',
                () => !(self.inline !== undefined),
              ),
            () => self.valueRef !== undefined,
          ),
      ),
  "(self.type == 'Value' && has(self.value) && !has(self.valueRef)) || (self.type == 'ValueRef' && !has(self.value) && has(self.valueRef))":
    (self) =>
      or(
        () =>
          and(
            () =>
              and(
                () => get(self, 'type') === 'Value',
                () => self.value !== undefined,
              ),
            () => !(self.valueRef !== undefined),
          ),
        () =>
          and(
            () =>
              and(
                () => get(self, 'type') === 'ValueRef',
                () => !(self.value !== undefined),
              ),
            () => self.valueRef !== undefined,
          ),
      ),
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('#') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !contains(get(self, 'value'), '#') : true,
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('%2F') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !contains(get(self, 'value'), '%2F') : true,
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('%2f') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !contains(get(self, 'value'), '%2f') : true,
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('/../') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !contains(get(self, 'value'), '/../') : true,
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('/./') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !contains(get(self, 'value'), '/./') : true,
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('//') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !contains(get(self, 'value'), '//') : true,
  "(self.type in ['Exact','PathPrefix']) ? !self.value.endsWith('/.') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !endsWith(get(self, 'value'), '/.') : true,
  "(self.type in ['Exact','PathPrefix']) ? !self.value.endsWith('/..') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? !endsWith(get(self, 'value'), '/..') : true,
  '(self.type in [\'Exact\',\'PathPrefix\']) ? self.value.matches(r"""^(?:[-A-Za-z0-9/._~!$&\'()*+,;=:@]|[%][0-9a-fA-F]{2})+$""") : true':
    (self) =>
      within(get(self, 'type'), ['Exact', 'PathPrefix'])
        ? matches(get(self, 'value'), "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$")
        : true,
  "(self.type in ['Exact','PathPrefix']) ? self.value.startsWith('/') : true": (self) =>
    within(get(self, 'type'), ['Exact', 'PathPrefix']) ? startsWith(get(self, 'value'), '/') : true,
  "(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true": (self) =>
    and(
      () => size(get(self, 'group')) === 0,
      () => get(self, 'kind') === 'Service',
    )
      ? self.port !== undefined
      : true,
  '[has(self.xForwardedFor), has(self.customHeader), has(self.directSourceIP)].filter(x, x).size() == 1': (self) =>
    size(
      filter(
        [self.xForwardedFor !== undefined, self.customHeader !== undefined, self.directSourceIP !== undefined],
        (x) => x,
      ),
    ) === 1,
  "duration(self) > duration('0s')": (self) => duration(self) > duration('0s'),
  "duration(self) >= duration('1ms')": (self) => duration(self) >= duration('1ms'),
  'has(self.backendRef) || self.backendRefs.size() > 0': (self) =>
    self.backendRef !== undefined || size(get(self, 'backendRefs')) > 0,
  'has(self.backendRefs) && self.backendRefs.size() > 0': (self) =>
    self.backendRefs !== undefined && size(self.backendRefs) > 0,
  'has(self.backendRefs) ? (self.backendRefs.all(f, f.group == "" || f.group == \'gateway.envoyproxy.io\')) : true': (
    self,
  ) =>
    self.backendRefs !== undefined
      ? all(self.backendRefs, (f) =>
          or(
            () => get(f, 'group') === '',
            () => get(f, 'group') === 'gateway.envoyproxy.io',
          ),
        )
      : true,
  "has(self.backendRefs) ? (self.backendRefs.all(f, f.group == \"\" || f.group == 'multicluster.x-k8s.io' || f.group == 'gateway.envoyproxy.io')) : true":
    (self) =>
      self.backendRefs !== undefined
        ? all(self.backendRefs, (f) =>
            or(
              () =>
                or(
                  () => get(f, 'group') === '',
                  () => get(f, 'group') === 'multicluster.x-k8s.io',
                ),
              () => get(f, 'group') === 'gateway.envoyproxy.io',
            ),
          )
        : true,
  "has(self.backendRefs) ? self.backendRefs.all(f, f.kind == 'Service' || f.kind == 'Backend') : true": (self) =>
    self.backendRefs !== undefined
      ? all(self.backendRefs, (f) =>
          or(
            () => get(f, 'kind') === 'Service',
            () => get(f, 'kind') === 'Backend',
          ),
        )
      : true,
  "has(self.backendRefs) ? self.backendRefs.all(f, f.kind == 'Service' || f.kind == 'ServiceImport' || f.kind == 'Backend') : true":
    (self) =>
      self.backendRefs !== undefined
        ? all(self.backendRefs, (f) =>
            or(
              () =>
                or(
                  () => get(f, 'kind') === 'Service',
                  () => get(f, 'kind') === 'ServiceImport',
                ),
              () => get(f, 'kind') === 'Backend',
            ),
          )
        : true,
  'has(self.backendSettings)? (has(self.backendSettings.retry)?(has(self.backendSettings.retry.perRetry)? !has(self.backendSettings.retry.perRetry.timeout):true):true):true':
    (self) =>
      self.backendSettings !== undefined
        ? self.backendSettings.retry !== undefined
          ? self.backendSettings.retry.perRetry !== undefined
            ? !(self.backendSettings.retry.perRetry.timeout !== undefined)
            : true
          : true
        : true,
  'has(self.backendSettings)? (has(self.backendSettings.retry)?(has(self.backendSettings.retry.retryOn)? !has(self.backendSettings.retry.retryOn.httpStatusCodes):true):true):true':
    (self) =>
      self.backendSettings !== undefined
        ? self.backendSettings.retry !== undefined
          ? self.backendSettings.retry.retryOn !== undefined
            ? !(self.backendSettings.retry.retryOn.httpStatusCodes !== undefined)
            : true
          : true
        : true,
  'has(self.cityDbSource) || has(self.countryDbSource) || has(self.asnDbSource) || has(self.ispDbSource) || has(self.anonymousIpDbSource)':
    (self) =>
      self.cityDbSource !== undefined ||
      self.countryDbSource !== undefined ||
      self.asnDbSource !== undefined ||
      self.ispDbSource !== undefined ||
      self.anonymousIpDbSource !== undefined,
  'has(self.configMapRef) != has(self.secretRef)': (self) =>
    !equal(self.configMapRef !== undefined, self.secretRef !== undefined),
  'has(self.country) || has(self.region) || has(self.city) || has(self.asn) || has(self.isp) || has(self.anonymous)': (
    self,
  ) =>
    self.country !== undefined ||
    self.region !== undefined ||
    self.city !== undefined ||
    self.asn !== undefined ||
    self.isp !== undefined ||
    self.anonymous !== undefined,
  'has(self.delay) || has(self.abort)': (self) => self.delay !== undefined || self.abort !== undefined,
  "has(self.group) ? self.group == 'gateway.networking.k8s.io' : true": (self) =>
    self.group !== undefined ? self.group === 'gateway.networking.k8s.io' : true,
  "has(self.grpc) ? self.protocol == 'GRPC' : true": (self) =>
    self.grpc !== undefined ? get(self, 'protocol') === 'GRPC' : true,
  "has(self.grpc) ? self.type == 'GRPC' : true": (self) =>
    self.grpc !== undefined ? get(self, 'type') === 'GRPC' : true,
  'has(self.headers) || has(self.methods) || has(self.path) || has(self.sourceCIDR) || has(self.queryParams)': (self) =>
    self.headers !== undefined ||
    self.methods !== undefined ||
    self.path !== undefined ||
    self.sourceCIDR !== undefined ||
    self.queryParams !== undefined,
  'has(self.host) || self.backendRefs.size() > 0': (self) =>
    self.host !== undefined || size(get(self, 'backendRefs')) > 0,
  "has(self.http) ? self.protocol == 'HTTP' : true": (self) =>
    self.http !== undefined ? get(self, 'protocol') === 'HTTP' : true,
  'has(self.httpStatus) || has(self.grpcStatus)': (self) =>
    self.httpStatus !== undefined || self.grpcStatus !== undefined,
  'has(self.isAnonymous) || has(self.isVPN) || has(self.isHosting) || has(self.isTor) || has(self.isProxy)': (self) =>
    self.isAnonymous !== undefined ||
    self.isVPN !== undefined ||
    self.isHosting !== undefined ||
    self.isTor !== undefined ||
    self.isProxy !== undefined,
  'has(self.matchConstraints.resourceRules) && size(self.matchConstraints.resourceRules) > 0': (self) =>
    and(
      () => has(get(self, 'matchConstraints'), 'resourceRules'),
      () => size(get(get(self, 'matchConstraints'), 'resourceRules')) > 0,
    ),
  'has(self.methods) || has(self.path)': (self) => self.methods !== undefined || self.path !== undefined,
  'has(self.minVersion) && has(self.maxVersion) ? {"Auto":0,"1.0":1,"1.1":2,"1.2":3,"1.3":4}[self.minVersion] <= {"1.0":1,"1.1":2,"1.2":3,"1.3":4,"Auto":5}[self.maxVersion] : !has(self.minVersion) && has(self.maxVersion) ? 3 <= {"1.0":1,"1.1":2,"1.2":3,"1.3":4,"Auto":5}[self.maxVersion] : true':
    (self) =>
      self.minVersion !== undefined && self.maxVersion !== undefined
        ? at({ Auto: 0, '1.0': 1, '1.1': 2, '1.2': 3, '1.3': 4 }, self.minVersion) <=
          at({ '1.0': 1, '1.1': 2, '1.2': 3, '1.3': 4, Auto: 5 }, self.maxVersion)
        : !(self.minVersion !== undefined) && self.maxVersion !== undefined
          ? 3 <= at({ '1.0': 1, '1.1': 2, '1.2': 3, '1.3': 4, Auto: 5 }, self.maxVersion)
          : true,
  "has(self.minVersion) && self.minVersion == '1.3' ? !has(self.ciphers) : true": (self) =>
    self.minVersion !== undefined && self.minVersion === '1.3' ? !(self.ciphers !== undefined) : true,
  "has(self.openTelemetry) ? self.type == 'OpenTelemetry' : true": (self) =>
    self.openTelemetry !== undefined ? get(self, 'type') === 'OpenTelemetry' : true,
  'has(self.podSelector) || has(self.namespaceSelector) || has(self.ipBlock)': (self) =>
    self.podSelector !== undefined || self.namespaceSelector !== undefined || self.ipBlock !== undefined,
  'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true':
    (self) =>
      self.portLevelMtls !== undefined
        ? size(
            self.selector !== undefined && self.selector.matchLabels !== undefined ? self.selector.matchLabels : {},
          ) > 0
        : true,
  'has(self.principal) || has(self.cel)': (self) => self.principal !== undefined || self.cel !== undefined,
  'has(self.remoteJWKS) || has(self.localJWKS)': (self) =>
    self.remoteJWKS !== undefined || self.localJWKS !== undefined,
  "has(self.replaceFullPath) ? self.type == 'ReplaceFullPath' : true": (self) =>
    self.replaceFullPath !== undefined ? get(self, 'type') === 'ReplaceFullPath' : true,
  "has(self.replacePrefixMatch) ? self.type == 'ReplacePrefixMatch' : true": (self) =>
    self.replacePrefixMatch !== undefined ? get(self, 'type') === 'ReplacePrefixMatch' : true,
  'has(self.request) || has(self.response)': (self) => self.request !== undefined || self.response !== undefined,
  "has(self.samplingPercentage) ? (self.type == 'TraceIdRatio' || self.type == 'ParentBasedTraceIdRatio') : true": (
    self,
  ) =>
    self.samplingPercentage !== undefined
      ? or(
          () => get(self, 'type') === 'TraceIdRatio',
          () => get(self, 'type') === 'ParentBasedTraceIdRatio',
        )
      : true,
  'has(self.spec) || has(self.specs)': (self) => self.spec !== undefined || self.specs !== undefined,
  'has(self.statusCodes) || has(self.responseHeaders)': (self) =>
    self.statusCodes !== undefined || self.responseHeaders !== undefined,
  "has(self.targetRef) ? self.targetRef.group == 'gateway.networking.k8s.io' : true": (self) =>
    self.targetRef !== undefined ? get(self.targetRef, 'group') === 'gateway.networking.k8s.io' : true,
  "has(self.targetRef) ? self.targetRef.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TCPRoute'] : true":
    (self) =>
      self.targetRef !== undefined
        ? within(get(self.targetRef, 'kind'), ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TCPRoute'])
        : true,
  "has(self.targetRef) ? self.targetRef.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute'] : true":
    (self) =>
      self.targetRef !== undefined
        ? within(get(self.targetRef, 'kind'), [
            'Gateway',
            'ListenerSet',
            'HTTPRoute',
            'GRPCRoute',
            'UDPRoute',
            'TCPRoute',
            'TLSRoute',
          ])
        : true,
  "has(self.targetRef) ? self.targetRef.kind in ['Gateway', 'ListenerSet'] : true": (self) =>
    self.targetRef !== undefined ? within(get(self.targetRef, 'kind'), ['Gateway', 'ListenerSet']) : true,
  "has(self.targetRefs) ? self.targetRefs.all(ref, ref.group == 'gateway.networking.k8s.io') : true": (self) =>
    self.targetRefs !== undefined
      ? all(self.targetRefs, (ref) => get(ref, 'group') === 'gateway.networking.k8s.io')
      : true,
  "has(self.targetRefs) ? self.targetRefs.all(ref, ref.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TCPRoute']) : true":
    (self) =>
      self.targetRefs !== undefined
        ? all(self.targetRefs, (ref) =>
            within(get(ref, 'kind'), ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TCPRoute']),
          )
        : true,
  "has(self.targetRefs) ? self.targetRefs.all(ref, ref.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute']) : true":
    (self) =>
      self.targetRefs !== undefined
        ? all(self.targetRefs, (ref) =>
            within(get(ref, 'kind'), [
              'Gateway',
              'ListenerSet',
              'HTTPRoute',
              'GRPCRoute',
              'UDPRoute',
              'TCPRoute',
              'TLSRoute',
            ]),
          )
        : true,
  "has(self.targetRefs) ? self.targetRefs.all(ref, ref.kind in ['Gateway', 'ListenerSet']) : true": (self) =>
    self.targetRefs !== undefined
      ? all(self.targetRefs, (ref) => within(get(ref, 'kind'), ['Gateway', 'ListenerSet']))
      : true,
  "has(self.type) && self.type == 'JSON' ? !has(self.text) : true": (self) =>
    self.type !== undefined && self.type === 'JSON' ? !(self.text !== undefined) : true,
  "has(self.type) && self.type == 'JSON' ? has(self.json) : true": (self) =>
    self.type !== undefined && self.type === 'JSON' ? self.json !== undefined : true,
  "has(self.type) && self.type == 'Text' ? !has(self.json) : true": (self) =>
    self.type !== undefined && self.type === 'Text' ? !(self.json !== undefined) : true,
  "has(self.type) && self.type == 'Text' ? has(self.text) : true": (self) =>
    self.type !== undefined && self.type === 'Text' ? self.text !== undefined : true,
  'has(self.type) ? has(self.service) || has(self.method) : true': (self) =>
    self.type !== undefined ? self.service !== undefined || self.method !== undefined : true,
  "has(self.valueRef) ? self.valueRef.kind == 'ConfigMap' : true": (self) =>
    self.valueRef !== undefined ? get(self.valueRef, 'kind') === 'ConfigMap' : true,
  'has(self.zoneAware) ? !(has(self.zoneAware.preferLocal) && has(self.zoneAware.weightedZones)) : true': (self) =>
    self.zoneAware !== undefined
      ? !(self.zoneAware.preferLocal !== undefined && self.zoneAware.weightedZones !== undefined)
      : true,
  'self != ""': (self) => self !== '',
  "self != 'Replace'": (self) => self !== 'Replace',
  'self > 0': (self) => self > 0,
  "self.all(a1, a1.type == 'Hostname'  && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )":
    (self) =>
      all(self, (a1) =>
        and(
          () => get(a1, 'type') === 'Hostname',
          () => a1.value !== undefined,
        )
          ? exists_one(self, (a2) =>
              and(
                () =>
                  and(
                    () => equal(get(a2, 'type'), get(a1, 'type')),
                    () => a2.value !== undefined,
                  ),
                () => equal(get(a2, 'value'), a1.value),
              ),
            )
          : true,
      ),
  "self.all(a1, a1.type == 'IPAddress' && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )":
    (self) =>
      all(self, (a1) =>
        and(
          () => get(a1, 'type') === 'IPAddress',
          () => a1.value !== undefined,
        )
          ? exists_one(self, (a2) =>
              and(
                () =>
                  and(
                    () => equal(get(a2, 'type'), get(a1, 'type')),
                    () => a2.value !== undefined,
                  ),
                () => equal(get(a2, 'value'), a1.value),
              ),
            )
          : true,
      ),
  "self.all(f, !f.startsWith('envoy.filters.http'))": (self) => all(self, (f) => !startsWith(f, 'envoy.filters.http')),
  'self.all(f, has(f.fqdn)) || !self.exists(f, has(f.fqdn))': (self) =>
    or(
      () => all(self, (f) => f.fqdn !== undefined),
      () => !exists(self, (f) => f.fqdn !== undefined),
    ),
  "self.all(h, !h.contains('*') ? h.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$') : true)":
    (self) =>
      all(self, (h) =>
        !contains(h, '*') ? matches(h, '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$') : true,
      ),
  'self.all(h, !isIP(h))': (self) => all(self, (h) => !isIP(h)),
  "self.all(h, h.contains('*') ? (h.startsWith('*.') && h.substring(2).matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$')) : true)":
    (self) =>
      all(self, (h) =>
        contains(h, '*')
          ? startsWith(h, '*.') &&
            matches(substring(h, 2), '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$')
          : true,
      ),
  'self.all(key, !key.contains("*"))': (self) => all(self, (key) => !contains(key, '*')),
  'self.all(key, 0 < int(key) && int(key) <= 65535)': (self) =>
    all(self, (key) =>
      and(
        () => 0 < int(key),
        () => int(key) <= 65535,
      ),
    ),
  'self.all(key, key.matches(r"""^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$"""))':
    (self) =>
      all(self, (key) =>
        matches(
          key,
          '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$',
        ),
      ),
  'self.all(key, key.size() != 0)': (self) => all(self, (key) => size(key) !== 0),
  'self.all(key, key.split("/")[0].size() < 253)': (self) => all(self, (key) => size(at(split(key, '/'), 0)) < 253),
  "self.all(l, (l.protocol == 'HTTPS' && has(l.tls)) ? (l.tls.mode == '' || l.tls.mode == 'Terminate') : true)": (
    self,
  ) =>
    all(self, (l) =>
      and(
        () => get(l, 'protocol') === 'HTTPS',
        () => l.tls !== undefined,
      )
        ? or(
            () => get(l.tls, 'mode') === '',
            () => get(l.tls, 'mode') === 'Terminate',
          )
        : true,
    ),
  "self.all(l, (l.protocol == 'TLS' ? has(l.tls) && has(l.tls.mode) && l.tls.mode != '' : true))": (self) =>
    all(self, (l) =>
      get(l, 'protocol') === 'TLS' ? l.tls !== undefined && l.tls.mode !== undefined && l.tls.mode !== '' : true,
    ),
  "self.all(l, l.protocol in ['HTTP', 'TCP', 'UDP'] ? !has(l.tls) : true)": (self) =>
    all(self, (l) => (within(get(l, 'protocol'), ['HTTP', 'TCP', 'UDP']) ? !(l.tls !== undefined) : true)),
  "self.all(l, l.protocol in ['TCP', 'UDP']  ? (!has(l.hostname) || l.hostname == '') : true)": (self) =>
    all(self, (l) =>
      within(get(l, 'protocol'), ['TCP', 'UDP']) ? !(l.hostname !== undefined) || l.hostname === '' : true,
    ),
  'self.all(l1, !has(l1.name) || self.exists_one(l2, has(l2.name) && l1.name == l2.name))': (self) =>
    all(
      self,
      (l1) => !(l1.name !== undefined) || exists_one(self, (l2) => l2.name !== undefined && equal(l1.name, l2.name)),
    ),
  'self.all(l1, !has(l1.port) || self.exists_one(l2, has(l2.port) && l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))':
    (self) =>
      all(
        self,
        (l1) =>
          !(l1.port !== undefined) ||
          exists_one(self, (l2) =>
            and(
              () => l2.port !== undefined && equal(l1.port, l2.port) && equal(get(l1, 'protocol'), get(l2, 'protocol')),
              () =>
                l1.hostname !== undefined && l2.hostname !== undefined
                  ? equal(l1.hostname, l2.hostname)
                  : !(l1.hostname !== undefined) && !(l2.hostname !== undefined),
            ),
          ),
      ),
  'self.all(l1, self.exists_one(l2, l1.name == l2.name))': (self) =>
    all(self, (l1) => exists_one(self, (l2) => equal(get(l1, 'name'), get(l2, 'name')))),
  'self.all(l1, self.exists_one(l2, l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))':
    (self) =>
      all(self, (l1) =>
        exists_one(self, (l2) =>
          and(
            () =>
              and(
                () => equal(get(l1, 'port'), get(l2, 'port')),
                () => equal(get(l1, 'protocol'), get(l2, 'protocol')),
              ),
            () =>
              l1.hostname !== undefined && l2.hostname !== undefined
                ? equal(l1.hostname, l2.hostname)
                : !(l1.hostname !== undefined) && !(l2.hostname !== undefined),
          ),
        ),
      ),
  "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__)) ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '') && (!has(p1.port) || p1.port == 0) == (!has(p2.port) || p2.port == 0)): true))":
    (self) =>
      all(self, (p1) =>
        all(self, (p2) =>
          and(
            () =>
              and(
                () =>
                  and(
                    () => equal(get(p1, 'group'), get(p2, 'group')),
                    () => equal(get(p1, 'kind'), get(p2, 'kind')),
                  ),
                () => equal(get(p1, 'name'), get(p2, 'name')),
              ),
            () =>
              ((!(p1.namespace !== undefined) || p1.namespace === '') &&
                (!(p2.namespace !== undefined) || p2.namespace === '')) ||
              (p1.namespace !== undefined && p2.namespace !== undefined && equal(p1.namespace, p2.namespace)),
          )
            ? equal(
                !(p1.sectionName !== undefined) || p1.sectionName === '',
                !(p2.sectionName !== undefined) || p2.sectionName === '',
              ) && equal(!(p1.port !== undefined) || p1.port === 0, !(p2.port !== undefined) || p2.port === 0)
            : true,
        ),
      ),
  "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '')) : true))":
    (self) =>
      all(self, (p1) =>
        all(self, (p2) =>
          and(
            () =>
              and(
                () => equal(get(p1, 'group'), get(p2, 'group')),
                () => equal(get(p1, 'kind'), get(p2, 'kind')),
              ),
            () => equal(get(p1, 'name'), get(p2, 'name')),
          )
            ? equal(
                !(p1.sectionName !== undefined) || p1.sectionName === '',
                !(p2.sectionName !== undefined) || p2.sectionName === '',
              )
            : true,
        ),
      ),
  "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ )) && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || ( has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName)) && (((!has(p1.port) || p1.port == 0) && (!has(p2.port) || p2.port == 0)) || (has(p1.port) && has(p2.port) && p1.port == p2.port))))":
    (self) =>
      all(self, (p1) =>
        exists_one(self, (p2) =>
          and(
            () =>
              and(
                () =>
                  and(
                    () =>
                      and(
                        () =>
                          and(
                            () => equal(get(p1, 'group'), get(p2, 'group')),
                            () => equal(get(p1, 'kind'), get(p2, 'kind')),
                          ),
                        () => equal(get(p1, 'name'), get(p2, 'name')),
                      ),
                    () =>
                      ((!(p1.namespace !== undefined) || p1.namespace === '') &&
                        (!(p2.namespace !== undefined) || p2.namespace === '')) ||
                      (p1.namespace !== undefined && p2.namespace !== undefined && equal(p1.namespace, p2.namespace)),
                  ),
                () =>
                  ((!(p1.sectionName !== undefined) || p1.sectionName === '') &&
                    (!(p2.sectionName !== undefined) || p2.sectionName === '')) ||
                  (p1.sectionName !== undefined &&
                    p2.sectionName !== undefined &&
                    equal(p1.sectionName, p2.sectionName)),
              ),
            () =>
              ((!(p1.port !== undefined) || p1.port === 0) && (!(p2.port !== undefined) || p2.port === 0)) ||
              (p1.port !== undefined && p2.port !== undefined && equal(p1.port, p2.port)),
          ),
        ),
      ),
  "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || (has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName))))":
    (self) =>
      all(self, (p1) =>
        exists_one(self, (p2) =>
          and(
            () =>
              and(
                () =>
                  and(
                    () => equal(get(p1, 'group'), get(p2, 'group')),
                    () => equal(get(p1, 'kind'), get(p2, 'kind')),
                  ),
                () => equal(get(p1, 'name'), get(p2, 'name')),
              ),
            () =>
              ((!(p1.sectionName !== undefined) || p1.sectionName === '') &&
                (!(p2.sectionName !== undefined) || p2.sectionName === '')) ||
              (p1.sectionName !== undefined && p2.sectionName !== undefined && equal(p1.sectionName, p2.sectionName)),
          ),
        ),
      ),
  'self.all(r, !has(r.cost) || !has(r.cost.response))': (self) =>
    all(self, (r) => !(r.cost !== undefined) || !(r.cost.response !== undefined)),
  'self.all(r, !has(r.limit.fromMetadata))': (self) => all(self, (r) => !has(get(r, 'limit'), 'fromMetadata')),
  "self.all(s, s.kind != 'ServiceAccount' || (has(s.namespace) && s.namespace != ''))": (self) =>
    all(self, (s) =>
      or(
        () => get(s, 'kind') !== 'ServiceAccount',
        () => s.namespace !== undefined && s.namespace !== '',
      ),
    ),
  'self.all(t1, self.exists_one(t2, t1.port == t2.port))': (self) =>
    all(self, (t1) => exists_one(self, (t2) => equal(get(t1, 'port'), get(t2, 'port')))),
  'self.end > self.start': (self) => get(self, 'end') > get(self, 'start'),
  "self.exists(e, e == 'Failure' || e == 'FailureSeriesStart') == self.exists(e, e == 'Success' || e == 'HealthyTransition')":
    (self) =>
      equal(
        exists(self, (e) => e === 'Failure' || e === 'FailureSeriesStart'),
        exists(self, (e) => e === 'Success' || e === 'HealthyTransition'),
      ),
  "self.filter(f, f.type == 'CORS').size() <= 1": (self) => size(filter(self, (f) => get(f, 'type') === 'CORS')) <= 1,
  "self.filter(f, f.type == 'RequestHeaderModifier').size() <= 1": (self) =>
    size(filter(self, (f) => get(f, 'type') === 'RequestHeaderModifier')) <= 1,
  "self.filter(f, f.type == 'RequestRedirect').size() <= 1": (self) =>
    size(filter(self, (f) => get(f, 'type') === 'RequestRedirect')) <= 1,
  "self.filter(f, f.type == 'ResponseHeaderModifier').size() <= 1": (self) =>
    size(filter(self, (f) => get(f, 'type') === 'ResponseHeaderModifier')) <= 1,
  "self.filter(f, f.type == 'URLRewrite').size() <= 1": (self) =>
    size(filter(self, (f) => get(f, 'type') === 'URLRewrite')) <= 1,
  "self.from != 'Selector' || has(self.selector)": (self) =>
    or(
      () => get(self, 'from') !== 'Selector',
      () => self.selector !== undefined,
    ),
  "self.kind != 'ServiceAccount' || !has(self.apiGroup) || self.apiGroup == ''": (self) =>
    or(
      () =>
        or(
          () => get(self, 'kind') !== 'ServiceAccount',
          () => !(self.apiGroup !== undefined),
        ),
      () => get(self, 'apiGroup') === '',
    ),
  "self.kind != 'ServiceAccount' || self.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')":
    (self) =>
      or(
        () => get(self, 'kind') !== 'ServiceAccount',
        () => matches(get(self, 'name'), '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'),
      ),
  "self.kind == 'ClusterRole'": (self) => get(self, 'kind') === 'ClusterRole',
  "self.kind == 'ConfigMap' && (self.group == 'v1' || self.group == '')": (self) =>
    and(
      () => get(self, 'kind') === 'ConfigMap',
      () =>
        or(
          () => get(self, 'group') === 'v1',
          () => get(self, 'group') === '',
        ),
    ),
  "self.kind == 'Secret'": (self) => get(self, 'kind') === 'Secret',
  "self.kind in ['ConfigMap', 'Secret'] && self.group in ['', 'v1']": (self) =>
    and(
      () => within(get(self, 'kind'), ['ConfigMap', 'Secret']),
      () => within(get(self, 'group'), ['', 'v1']),
    ),
  "self.lowerAscii() != 'host'": (self) => lowerAscii(self) !== 'host',
  "self.matches('^[a-zA-Z0-9._-]+(:[0-9]+)?(/[a-zA-Z0-9._/-]+)?(:[a-zA-Z0-9._-]+)?(@sha256:[a-z0-9]+)?$')": (self) =>
    matches(self, '^[a-zA-Z0-9._-]+(:[0-9]+)?(/[a-zA-Z0-9._/-]+)?(:[a-zA-Z0-9._-]+)?(@sha256:[a-z0-9]+)?$'),
  "self.matches('^[a-zA-Z0-9._-]+(:[0-9]+)?[a-zA-Z0-9._/-]+$')": (self) =>
    matches(self, '^[a-zA-Z0-9._-]+(:[0-9]+)?[a-zA-Z0-9._/-]+$'),
  'self.matches(r"^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$")': (self) =>
    matches(self, '^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$'),
  "self.mode == 'ClientAndServer' ? has(self.clientCertificateRef) : !has(self.clientCertificateRef)": (self) =>
    get(self, 'mode') === 'ClientAndServer'
      ? self.clientCertificateRef !== undefined
      : !(self.clientCertificateRef !== undefined),
  "self.mode == 'Terminate' ? size(self.certificateRefs) > 0 || size(self.options) > 0 : true": (self) =>
    get(self, 'mode') === 'Terminate'
      ? or(
          () => size(get(self, 'certificateRefs')) > 0,
          () => size(get(self, 'options')) > 0,
        )
      : true,
  'self.numerator <= self.denominator': (self) => get(self, 'numerator') <= get(self, 'denominator'),
  "self.protocol == 'GRPC' ? has(self.grpc) : true": (self) =>
    get(self, 'protocol') === 'GRPC' ? self.grpc !== undefined : true,
  "self.protocol == 'HTTP' ? has(self.http) : true": (self) =>
    get(self, 'protocol') === 'HTTP' ? self.http !== undefined : true,
  'self.size() == 0': (self) => size(self) === 0,
  "self.type != 'DynamicResolver' || !has(self.endpoints)": (self) =>
    or(
      () => get(self, 'type') !== 'DynamicResolver',
      () => !(self.endpoints !== undefined),
    ),
  "self.type != 'DynamicResolver' || !has(self.tls) || !(has(self.tls.autoSNIFromEndpointHostname) && self.tls.autoSNIFromEndpointHostname)":
    (self) =>
      or(
        () =>
          or(
            () => get(self, 'type') !== 'DynamicResolver',
            () => !(self.tls !== undefined),
          ),
        () =>
          !and(
            () => has(get(self, 'tls'), 'autoSNIFromEndpointHostname'),
            () => get(get(self, 'tls'), 'autoSNIFromEndpointHostname'),
          ),
      ),
  "self.type != 'Local' || has(self.local)": (self) =>
    or(
      () => get(self, 'type') !== 'Local',
      () => self.local !== undefined,
    ),
  "self.type == 'ALS' ? has(self.als) : !has(self.als)": (self) =>
    get(self, 'type') === 'ALS' ? self.als !== undefined : !(self.als !== undefined),
  "self.type == 'BackendUtilization' && has(self.zoneAware) ? !has(self.zoneAware.preferLocal) : true": (self) =>
    and(
      () => get(self, 'type') === 'BackendUtilization',
      () => self.zoneAware !== undefined,
    )
      ? !(self.zoneAware.preferLocal !== undefined)
      : true,
  "self.type == 'BackendUtilization' ? has(self.backendUtilization) : !has(self.backendUtilization)": (self) =>
    get(self, 'type') === 'BackendUtilization'
      ? self.backendUtilization !== undefined
      : !(self.backendUtilization !== undefined),
  "self.type == 'Binary' ? has(self.binary) : !has(self.binary)": (self) =>
    get(self, 'type') === 'Binary' ? self.binary !== undefined : !(self.binary !== undefined),
  "self.type == 'ConsistentHash' && has(self.zoneAware) ? !has(self.zoneAware.preferLocal) : true": (self) =>
    and(
      () => get(self, 'type') === 'ConsistentHash',
      () => self.zoneAware !== undefined,
    )
      ? !(self.zoneAware.preferLocal !== undefined)
      : true,
  "self.type == 'ConsistentHash' ? has(self.consistentHash) : !has(self.consistentHash)": (self) =>
    get(self, 'type') === 'ConsistentHash' ? self.consistentHash !== undefined : !(self.consistentHash !== undefined),
  "self.type == 'Cookie' ? has(self.cookie) : !has(self.cookie)": (self) =>
    get(self, 'type') === 'Cookie' ? self.cookie !== undefined : !(self.cookie !== undefined),
  "self.type == 'DynamicModule' ? !has(self.endpointOverride) : true": (self) =>
    get(self, 'type') === 'DynamicModule' ? !(self.endpointOverride !== undefined) : true,
  "self.type == 'DynamicModule' ? !has(self.zoneAware) : true": (self) =>
    get(self, 'type') === 'DynamicModule' ? !(self.zoneAware !== undefined) : true,
  "self.type == 'DynamicModule' ? has(self.dynamicModule) : !has(self.dynamicModule)": (self) =>
    get(self, 'type') === 'DynamicModule' ? self.dynamicModule !== undefined : !(self.dynamicModule !== undefined),
  "self.type == 'ExternalHostname' ? has(self.externalHostname) : !has(self.externalHostname)": (self) =>
    get(self, 'type') === 'ExternalHostname'
      ? self.externalHostname !== undefined
      : !(self.externalHostname !== undefined),
  "self.type == 'File' ? has(self.file) : !has(self.file)": (self) =>
    get(self, 'type') === 'File' ? self.file !== undefined : !(self.file !== undefined),
  "self.type == 'HTTP' ? has(self.http) : !has(self.http)": (self) =>
    get(self, 'type') === 'HTTP' ? self.http !== undefined : !(self.http !== undefined),
  "self.type == 'HTTP' || !has(self.http)": (self) =>
    or(
      () => get(self, 'type') === 'HTTP',
      () => !(self.http !== undefined),
    ),
  "self.type == 'Header' ? has(self.header) : !has(self.header)": (self) =>
    get(self, 'type') === 'Header' ? self.header !== undefined : !(self.header !== undefined),
  "self.type == 'Headers' ? has(self.headers) : !has(self.headers)": (self) =>
    get(self, 'type') === 'Headers' ? self.headers !== undefined : !(self.headers !== undefined),
  'self.type == \'Hostname\' ? (!has(self.value) || self.value.matches(r"""^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$""")): true':
    (self) =>
      get(self, 'type') === 'Hostname'
        ? !(self.value !== undefined) ||
          matches(self.value, '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')
        : true,
  'self.type == \'Hostname\' ? self.value.matches(r"""^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"""): true':
    (self) =>
      get(self, 'type') === 'Hostname'
        ? matches(get(self, 'value'), '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')
        : true,
  "self.type == 'Image' ? has(self.image) : !has(self.image)": (self) =>
    get(self, 'type') === 'Image' ? self.image !== undefined : !(self.image !== undefined),
  "self.type == 'JSONPatch' ? self.jsonPatches.size() > 0 : has(self.value)": (self) =>
    get(self, 'type') === 'JSONPatch' ? size(get(self, 'jsonPatches')) > 0 : self.value !== undefined,
  "self.type == 'MaxMind' ? has(self.maxMind) : true": (self) =>
    get(self, 'type') === 'MaxMind' ? self.maxMind !== undefined : true,
  "self.type == 'OpenTelemetry' ? has(self.openTelemetry) : !has(self.openTelemetry)": (self) =>
    get(self, 'type') === 'OpenTelemetry' ? self.openTelemetry !== undefined : !(self.openTelemetry !== undefined),
  "self.type == 'QueryParams' ? has(self.queryParams) : !has(self.queryParams)": (self) =>
    get(self, 'type') === 'QueryParams' ? self.queryParams !== undefined : !(self.queryParams !== undefined),
  "self.type == 'Remote' ? !has(self.local) : true": (self) =>
    get(self, 'type') === 'Remote' ? !(self.local !== undefined) : true,
  "self.type == 'Remote' ? has(self.remote) : !has(self.remote)": (self) =>
    get(self, 'type') === 'Remote' ? self.remote !== undefined : !(self.remote !== undefined),
  "self.type == 'ReplaceFullPath'": (self) => get(self, 'type') === 'ReplaceFullPath',
  "self.type == 'ReplaceFullPath' ? has(self.replaceFullPath) : true": (self) =>
    get(self, 'type') === 'ReplaceFullPath' ? self.replaceFullPath !== undefined : true,
  "self.type == 'ReplacePrefixMatch' ? has(self.replacePrefixMatch) : true": (self) =>
    get(self, 'type') === 'ReplacePrefixMatch' ? self.replacePrefixMatch !== undefined : true,
  "self.type == 'ReplaceRegexMatch' ? has(self.replaceRegexMatch) : !has(self.replaceRegexMatch)": (self) =>
    get(self, 'type') === 'ReplaceRegexMatch'
      ? self.replaceRegexMatch !== undefined
      : !(self.replaceRegexMatch !== undefined),
  "self.type == 'TCP' ? has(self.tcp) : !has(self.tcp)": (self) =>
    get(self, 'type') === 'TCP' ? self.tcp !== undefined : !(self.tcp !== undefined),
  "self.type == 'Text' ? has(self.text) : !has(self.text)": (self) =>
    get(self, 'type') === 'Text' ? self.text !== undefined : !(self.text !== undefined),
  "self.type in ['Exact','PathPrefix'] || self.type == 'RegularExpression'": (self) =>
    or(
      () => within(get(self, 'type'), ['Exact', 'PathPrefix']),
      () => get(self, 'type') === 'RegularExpression',
    ),
  "self.type in ['Random', 'ConsistentHash', 'DynamicModule'] ? !has(self.slowStart) : true": (self) =>
    within(get(self, 'type'), ['Random', 'ConsistentHash', 'DynamicModule']) ? !(self.slowStart !== undefined) : true,
  'size(self) <= 108': (self) => size(self) <= 108,
  'size(self) == 0 || format.dns1123Label().validate(self) == null': (self) =>
    size(self) === 0 || fail('an optional is compared with null'),
  "size(self.apiGroups) < 2 || !('*' in self.apiGroups)": (self) =>
    or(
      () => size(get(self, 'apiGroups')) < 2,
      () => !within('*', get(self, 'apiGroups')),
    ),
  "size(self.apiVersions) < 2 || !('*' in self.apiVersions)": (self) =>
    or(
      () => size(get(self, 'apiVersions')) < 2,
      () => !within('*', get(self, 'apiVersions')),
    ),
  "size(self.operations) < 2 || !('*' in self.operations)": (self) =>
    or(
      () => size(get(self, 'operations')) < 2,
      () => !within('*', get(self, 'operations')),
    ),
  "size(self.resources) < 2 || !('*/*' in self.resources)": (self) =>
    or(
      () => size(get(self, 'resources')) < 2,
      () => !within('*/*', get(self, 'resources')),
    ),
  'url(self).getScheme() in ["http", "https"]': (self) => within(getScheme(url(self)), ['http', 'https']),
};
