const HEADER = "mf-header-";

/** Passes on what Miniflare's client of a remote binding sends: the binding's name, its URL, and headers under a prefix. */
export default {
  fetch(request, env) {
    const headers = new Headers();
    for (const [name, value] of request.headers) {
      if (name.startsWith(HEADER)) headers.set(name.slice(HEADER.length), value);
    }
    const { fetcher } = env[request.headers.get("MF-Binding")];
    return fetcher.fetch(request.headers.get("MF-URL"), { method: request.method, headers, body: request.body });
  },
};
