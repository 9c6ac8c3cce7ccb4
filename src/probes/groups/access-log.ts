import { common } from '../make.ts';
import { lookAt } from '../objects.ts';
import { type LogProbe, type Probe, RUN } from '../probe.ts';
import { askRoute, below, withHeaders } from '../requests.ts';
import { mainRoute, type View } from '../view.ts';

/**
 * Check 8: the access log has the request, with every field, and nothing that was a credential. The credential is
 * invented: a real one has no place in a request that looks for leaks.
 */
export const accessLog = (view: View): Probe[] => {
  const { intent } = view;
  if (!intent.observability.accessLog) return [];
  const service = intent.services.find((s) => s.protocol === 'http' && s.auth.length > 0) ?? intent.services[0];
  const route = service && mainRoute(view, service);
  if (!service || !route) return [];
  const keys = intent.security.flatMap((s) => (s.apiKey ? [s.apiKey.place] : []));
  const secret = `${RUN}-secret`;
  const named = (where: 'header' | 'query' | 'cookie') => [...new Set(keys.filter((k) => k.in === where).map((k) => k.name))];
  const bare = below(askRoute(intent, route, service), `log-${RUN}`);
  const query = [...named('query'), 'access_token'].map((n) => `${encodeURIComponent(n)}=${secret}`).join('&');
  const probe: LogProbe = {
    ...common({
      group: 'access-log',
      names: ['request'],
      title: 'the access log has the request with every field and no credential',
      lookAt: lookAt('EnvoyProxy', intent.gateway.proxy),
    }),
    kind: 'log',
    needs: [],
    requests: 1,
    request: {
      ...withHeaders(
        bare,
        ['Authorization', `Bearer ${secret}`],
        ...named('header').map((n) => [n, secret] as const),
        ['Cookie', ['session', ...named('cookie')].map((n) => `${n}=${secret}`).join('; ')],
      ),
      paths: bare.paths.map((p) => `${p}?${query}`),
    },
    fields: intent.observability.accessLogFields.map(([name]) => name),
  };
  return [probe];
};
