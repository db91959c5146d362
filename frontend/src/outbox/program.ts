// The program on the device: its worker, which opens the counter without a network, and word of a newer one.

/** How often an open counter asks whether there is a newer program, in milliseconds. */
const HOURLY = 3_600_000;
/** How long after its last change a page is kept anew: not at each entry. */
const SETTLED = 20_000;

export interface Program {
  /** The counter changed: it should be found so without a network. */
  changed(): void;
}

/** Installs the worker; `renewed` is called when another program waits, with what goes over to it. */
export function program(renewed: (reload: () => void) => void): Program {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  // Without HTTPS a browser offers none: the counter then needs its network to open.
  if (!workers) return { changed: () => {} };
  const keep = async () => (await workers.ready).active?.postMessage('keep');
  void workers.register('/sw.js', { updateViaCache: 'none' }).then((registration) => {
    const look = () => void registration.update().catch(() => {});
    setInterval(look, HOURLY);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
    const compare = async () => {
      const { waiting } = registration;
      if (waiting && await isOther(waiting)) renewed(() => goOver(waiting));
    };
    void compare();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => void compare());
    });
    // The page that came before its worker was not seen by it.
    if (!workers.controller) void keep();
  }).catch(() => { /* Offline at the first visit, or forbidden: the next visit tries again. */ });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return { changed: () => { clearTimeout(timer); timer = setTimeout(() => void keep(), SETTLED); } };
}

/** Whether a worker belongs to another program than this page: it lacks one of its parts. */
async function isOther(worker: ServiceWorker): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const parts = await new Promise<string[]>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as string[]);
    worker.postMessage('parts', [port2]);
  });
  const linked = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel=stylesheet]')];
  const mine = [import.meta.url, ...linked.map((one) => ('src' in one ? one.src : one.href))];
  return mine.some((address) => !parts.includes(new URL(address).pathname));
}

/** The page that reloads comes from the network; when it was the last of its program, the new worker takes over. */
function goOver(waiting: ServiceWorker): void {
  const reload = () => location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  waiting.postMessage('alone');
  setTimeout(reload, 500);
}
