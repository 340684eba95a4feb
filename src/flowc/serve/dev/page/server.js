// The development server, as the platform sees it: flows under the URLs where they are to be published.
//
// Documents name one another by those URLs. Their host is not asked, this server is, under the same path; so what is
// tried out here is byte for byte what is built.

const base = (flow) => flow.base_url.replace(/\/+$/, '');
const path = (url) => new URL(url).pathname.replace(/\/+$/, '');

export class Server {
  constructor(flows) {
    this.flows = flows;
  }

  /** The flow of a URL and where it is on this server; null where it is somebody else's. */
  find(url) {
    const flow = this.flows.find((each) => url.startsWith(`${base(each)}/${each.name}/`));
    return flow ? { flow, local: path(base(flow)) + url.slice(base(flow).length) } : null;
  }

  /** What a URL answers: `{status, body, document}`; null where it is somebody else's. */
  async fetch(url, method, values) {
    const found = this.find(url);
    if (found === null) return null;
    const target = new URL(found.local, location.origin);
    const options = { method, headers: { Accept: 'application/json' }, cache: 'no-store' };
    if (method === 'POST') {
      options.headers['Content-Type'] = 'application/json';
      options.body = JSON.stringify(values);
    } else {
      Object.entries(values).forEach(([name, value]) => target.searchParams.set(name, value));
    }
    try {
      const answer = await fetch(target, options);
      const body = await answer.json().catch(() => null);
      return { status: answer.status, body, document: nameOf(answer, target, found.flow) };
    } catch {
      return { status: 503, body: null };
    }
  }

  /** Deliver an event; false where it was not accepted. */
  async post(flow, event) {
    const headers = { 'Content-Type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(event) };
    try {
      return (await fetch(`${path(base(flow))}/events`, request)).ok;
    } catch {
      return false;
    }
  }
}

/** `flow/document` of an answer. Which document answers a route, the server says in `Content-Location`. */
function nameOf(answer, target, flow) {
  if (!answer.ok) return null;
  const place = answer.headers.get('Content-Location') ?? target.pathname;
  const named = /([^/]+)\/([^/?]+)\.json(?:\?|$)/.exec(place);
  return named === null ? `${flow.name}/?` : `${named[1]}/${decodeURIComponent(named[2])}`;
}
