// A counter without its server: the built files, the page, the shipped catalogue and sheets, and a journal that keeps what it is sent and
// misbehaves when told to. `node test/server.mjs [port]` to look at the page; e2e scripts import `serve`.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { catalogue, dataFolder } from './load.mjs';
import { counterPage } from './markup.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const kinds = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2', json: 'application/json' };
/** The policy of the real server: what it forbids must not be needed here either. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** The sentences as the server gives them: without the prefix of their keys, with `{name}` where the script fills something in. */
function texts(language) {
  const lines = readFileSync(join(root, `../locales/${language}/counter.ftl`), 'utf8').matchAll(/^counter-([\w-]+) = (.*)$/gm);
  return Object.fromEntries([...lines].map(([, key, words]) => [key, words.replace(/\{ \$(\w+) \}/g, '{$1}')]));
}

function pageData(language, shipped) {
  const { favourites, ...rest } = shipped;
  const at = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
  const entries = [
    { id: 'a', visit: 'v1', at: at(3), theme: 'famille.prime', label: 'CAF · Prime d’activité', acts: ['accompany'], minutes: 20 },
    { id: 'b', visit: 'v2', at: at(15), theme: 'electricite.delai', label: 'EDF · Délai de paiement, échéancier', acts: ['mediate', 'explain'], minutes: 14 },
    { id: 'c', visit: 'v2', at: at(19), theme: 'electricite.facture', label: 'EDF · Facture à comprendre', acts: ['explain'] },
    { id: 'd', visit: 'v3', at: at(26), theme: 'impots.avis', label: 'Impôts · Avis, paiement', acts: ['inform'], minutes: 2 },
  ];
  return {
    data: {
      place: { id: 12, name: 'PIMMS des Trois-Ponts', zone: 'Europe/Paris' }, agent: { id: 7, name: 'Agent 1' },
      server_now: new Date().toISOString(), catalogue_url: '/catalogue.json',
      favourites: favourites.map((favourite, at) => ({ ...favourite, position: at + 1, acts: favourite.acts ?? [favourite.act] })),
      today: { visits: 31, requests: 44, entries },
      texts: texts(language),
    },
    catalogue: rest,
  };
}

/** A sheet as the server gives it, from its Markdown: headings and lists are enough here. */
function sheet(theme) {
  const path = join(dataFolder, 'sheets', `${theme}.md`);
  if (!existsSync(path)) return undefined;
  const [, head, body] = readFileSync(path, 'utf8').split(/^---$/m);
  const title = /^title: (.*)$/m.exec(head)?.[1] ?? theme;
  const classes = { 'En bref': '', 'À apporter': 'sheet-bring', 'Le piège': 'sheet-trap', 'À dire simplement': 'sheet-say' };
  const sections = body.trim().split(/^## /m).filter(Boolean).map((section) => {
    const [name, ...lines] = section.trim().split('\n');
    const items = lines.filter((line) => /^(-|\d+\.) /.test(line)).map((line) => `<li><span>${line.replace(/^(-|\d+\.) /, '')}</span></li>`).join('');
    const words = lines.filter((line) => line && !/^(-|\d+\.) /.test(line)).join(' ');
    return `<section class="${classes[name] ?? ''}"><h3>${name}</h3>${words ? `<p>${words}</p>` : ''}${items ? `<ul>${items}</ul>` : ''}</section>`;
  });
  return `<article class="sheet" lang="fr"><h2>${title}</h2>${sections.join('')}</article>`;
}

export async function serve({ port = 0, language = 'fr' } = {}) {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/manifest.json'), 'utf8'));
  const shipped = catalogue();
  const journal = { kept: new Map(), posts: [], mood: 'well' };
  const answer = (entry) => {
    const found = journal.kept.get(entry.id);
    if (found) return { id: entry.id, status: JSON.stringify(found.body) === JSON.stringify(entry.body) ? 'known' : 'conflict' };
    if (journal.refuse?.(entry)) return { id: entry.id, status: 'refused', code: 'test', message: 'Cette demande ne peut pas être gardée ainsi.' };
    const needs = entry.body.visit ?? entry.body.target;
    if (needs && !journal.kept.has(needs)) return { id: entry.id, status: 'retry', code: 'entry-retry' };
    journal.kept.set(entry.id, entry);
    return { id: entry.id, status: 'accepted', sequence: journal.kept.size };
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    const give = (status, type, body) => response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy }).end(body);
    if (pathname === '/api/v1/journal') {
      let text = '';
      for await (const piece of request) text += piece;
      if (journal.mood === 'away') return request.socket.destroy();
      if (journal.mood === 'signed-out') return give(401, 'application/problem+json', '{"title":"Session terminée"}');
      const { entries } = JSON.parse(text);
      journal.posts.push(entries);
      const results = entries.map(answer);
      if (journal.mood === 'lost-reply') return request.socket.destroy();
      return give(200, 'application/json', JSON.stringify({ lineage: 'test', results }));
    }
    if (pathname === '/catalogue.json') return give(200, 'application/json', JSON.stringify(pageData(language, shipped).catalogue));
    if (pathname === '/counter') return give(200, 'text/html', counterPage({ manifest, language, data: pageData(language, shipped).data }));
    if (pathname.startsWith('/sheets/')) {
      const found = sheet(decodeURIComponent(pathname.slice(8)));
      return found ? give(200, 'text/html', found) : give(404, 'text/plain', 'missing');
    }
    const name = pathname.replace('/assets/', '');
    if (Object.values(manifest).includes(name)) return give(200, kinds[name.split('.').pop()] ?? 'text/plain', readFileSync(join(root, 'dist', name)));
    return give(404, 'text/plain', 'missing');
  });
  await new Promise((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  return { journal, address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { address } = await serve({ port: Number(process.argv[2] ?? 0) });
  console.log(`${address}/counter`);
}
