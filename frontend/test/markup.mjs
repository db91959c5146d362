// The counter page as the server draws it (slices/reception/src/pages/counter.rs), for tests without the server. The two must say the same.
const icon = (sprite, name) => `<svg class="icon" aria-hidden="true" focusable="false"><use href="${sprite}#${name}"></use></svg>`;
const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

export function counterPage({ manifest, data, language = 'fr' }) {
  const asset = (name) => `/assets/${manifest[name]}`;
  const sprite = asset('icons.svg');
  const t = (key) => escape(data.texts[key] ?? key);
  const key = (...names) => names.map((name) => `<kbd>${name}</kbd>`).join(' ');
  const row = (keys, words) => `<div><dt>${keys}</dt><dd>${t(words)}</dd></div>`;
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8"><title>${t('visit-new')} – PIMMS</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="${asset('mark.svg')}" type="image/svg+xml">
<link rel="preload" href="${asset('source-sans-3-latin-wght-normal.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${asset('base.css')}"><link rel="stylesheet" href="${asset('orientation.css')}"><link rel="stylesheet" href="${asset('counter.css')}">
<script type="module" src="${asset('counter.js')}"></script>
</head>
<body>
<a class="skip-link" href="#content">Aller au contenu</a>
<header class="header">
  <a class="brand" href="/"><span class="brand-mark">${icon(sprite, 'handshake-fill')}</span><span>Réseau PIMMS<small>${escape(data.place.name)}</small></span></a>
  <nav class="nav" aria-label="Menu principal"><a href="/counter" aria-current="page">Accueil</a><a href="/activity">Journal</a><a href="/figures">Chiffres</a></nav>
  <div class="account"><a class="button button-plain button-small" href="/me">${icon(sprite, 'user-circle')} ${escape(data.agent.name)}</a></div>
</header>
<main class="counter" id="content" data-icons="${sprite}">
  <form class="card recording" id="counter-form" autocomplete="off" novalidate>
    <div class="recording-head"><h1 id="counter-title">${t('visit-new')}</h1><span class="elapsed" id="counter-elapsed"></span></div>
    <p class="told" id="counter-told">${icon(sprite, 'check-circle-fill')}<span id="counter-told-text">${t('how')}</span><button class="button button-plain button-small" type="button" id="counter-undo" hidden>${t('undo')} <kbd aria-hidden="true">Ctrl Z</kbd></button></p>
    <noscript><p class="notice notice-danger">${t('script-needed')}</p></noscript>
    <div class="notice notice-warn" id="counter-state" role="status" hidden>${icon(sprite, 'cloud-slash')}<p id="counter-state-text"></p><a class="button button-small" id="counter-sign-in" href="/sign-in" target="_blank" rel="noopener" hidden>${t('sign-in')}</a></div>
    <div class="notices" id="counter-notices"></div>
    <div class="command">
      <label for="counter-field">${t('field')}</label>
      <div class="command-box">
        ${icon(sprite, 'magnifying-glass')}
        <span class="command-line"><span class="tokens" id="counter-tokens"></span><input id="counter-field" type="text" role="combobox" aria-expanded="false" aria-controls="counter-list" aria-autocomplete="list" aria-describedby="counter-tokens" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="done" placeholder="${t('placeholder')}" disabled></span>
        <button class="button button-plain clear" type="button" id="counter-clear" hidden>${icon(sprite, 'x')}<span class="visually-hidden">${t('clear')}</span></button>
      </div>
      <ul class="suggestions" id="counter-list" role="listbox" aria-label="${t('field')}" hidden></ul>
    </div>
    <div class="favourites" id="counter-favourites" role="group" aria-label="${t('favourites')}"></div>
    <fieldset class="acts"><legend>${t('acts')}</legend><div id="counter-acts"></div></fieldset>
    <div class="details" id="counter-details"></div>
    <div class="note" id="counter-note-row" hidden>
      <label for="counter-note">${t('field-note')}</label>
      <p class="form-hint" id="counter-note-hint">${t('note-hint')}</p>
      <textarea class="field" id="counter-note" rows="2" maxlength="2000" autocomplete="off" aria-describedby="counter-note-hint counter-note-warning"></textarea>
      <p class="form-error" id="counter-note-warning" role="alert" hidden>${t('note-warning')}</p>
    </div>
    <div class="recording-actions">
      <button class="button" type="submit"><span><span id="counter-save-text">${t('save')}</span> <span class="long" id="counter-save-rest">${t('save-rest')}</span></span> <kbd aria-hidden="true">${t('enter')}</kbd></button>
      <button class="button button-quiet" type="button" id="counter-more">${t('more')} <kbd aria-hidden="true">+</kbd></button>
      <button class="button button-plain push repeat" type="button" id="counter-repeat">${icon(sprite, 'repeat')} <span>${t('repeat')}</span> <kbd aria-hidden="true">=</kbd></button>
    </div>
  </form>
  <aside class="card guide" id="counter-guide" aria-labelledby="counter-guide-title">
    <div class="card-head"><h2 id="counter-guide-title">${t('keys')}</h2><a class="small" id="counter-sheet-print" href="/sheets" target="_blank" hidden>${t('sheet-print')}</a></div>
    <div id="counter-keys">
      <ol class="three-keys"><li>${key('4')}${t('key-what')}</li><li>${key('E')}${t('key-did')}</li><li>${key(t('enter'))}${t('key-done')}</li></ol>
      <dl class="keys">
        ${row(`${key('1')} ${t('key-or')} ${key('9')}`, 'key-digit')}${row(key('a', 'b', 'c'), 'key-letters')}${row(key('I', 'E', 'O', 'A', 'M', 'D', 'V'), 'key-acts')}${row(key('/'), 'key-slash')}
        ${row(key(t('enter')), 'key-enter')}${row(key('+'), 'key-plus')}${row(key('='), 'key-equal')}${row(key('Ctrl', 'Z'), 'key-undo')}${row(key(t('key-back-name')), 'key-back')}${row(key(t('key-escape-name')), 'key-escape')}${row(key('?'), 'key-help')}
      </dl>
    </div>
    <div class="sheet" id="counter-sheet" hidden></div>
  </aside>
  <section class="card today" aria-labelledby="counter-today-title">
    <div class="card-head"><h2 id="counter-today-title">${t('today')}</h2></div>
    <dl class="day-figures">
      <div><dt id="counter-visits-name">${t('visits-other')}</dt><dd id="counter-visits">${data.today.visits}</dd></div>
      <div><dt id="counter-requests-name">${t('requests-other')}</dt><dd id="counter-requests">${data.today.requests}</dd></div>
    </dl>
    <ol class="day-lines" id="counter-today"></ol>
    <p class="soft small" id="counter-today-empty" hidden>${t('today-empty')}</p>
  </section>
  <p class="visually-hidden" id="counter-live" role="status"></p>
  <script type="application/json" id="counter-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
</main>
<footer class="footer"><p>Parvis, logiciel libre au service des lieux de médiation</p></footer>
</body>
</html>`;
}
