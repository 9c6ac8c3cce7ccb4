// What a backend in an almost valid form probably was meant to be. The result has a valid form.

const WHOLE = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\/)?[a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*:\d{1,5}$/;
/** No Service has a longer name, and a longer text is no backend. */
const LONGEST = 253;
const MOST_PORT = 65535;

/** `user_service:8080/TCP` as `user-service:8080`; undefined: no Service can be recognized. */
export const meantBackend = (text: string): string | undefined => {
  if (text.length > LONGEST) return undefined;
  const cleaned = text
    .trim()
    .replace(/\s+#.*$/, '')
    .replace(/^(?:->|=>|[>'"])\s*|[,;'"]+$/g, '')
    .replace(/\/(?:tcp|udp)$/i, '')
    .replace(/\/+$/, '')
    .replace(/^([^\s:]+)(?:\s*:\s*|\s+)(\d+)$/, '$1:$2')
    .replaceAll('_', '-')
    .toLowerCase();
  const [, service, port] = /^(.+):(\d+)$/.exec(cleaned) ?? [];
  if (service === undefined) return undefined;
  const n = Number(port);
  const meant = n >= 1 && n <= MOST_PORT ? cleaned : `${service}:8080`;
  return WHOLE.test(meant) && meant !== text ? meant : undefined;
};
