// Beside the button that signs out: what this device has not sent yet, for it stays there.

const said = document.getElementById('leaving')!;

/** Looks without making: the counter alone gives the database its form. */
function waiting(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('parvis');
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(0);
    opening.onsuccess = () => {
      const count = opening.result.transaction('entries').objectStore('entries').index('standing').count('waiting');
      count.onsuccess = () => { opening.result.close(); resolve(count.result); };
      count.onerror = () => resolve(0);
    };
  });
}

void waiting().then((count) => {
  const sentence = said.dataset[new Intl.PluralRules(document.documentElement.lang).select(count) === 'one' ? 'one' : 'other'];
  said.textContent = (sentence ?? '').replace('{count}', String(count));
  said.hidden = count === 0;
});
