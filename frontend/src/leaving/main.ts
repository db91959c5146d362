// Beside the button that signs out: what this device has not sent yet, for it stays there.

const said = document.getElementById('leaving')!;

/** Looks without making: the counter alone gives the database its form. */
function waiting(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('parvis');
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(0);
    opening.onsuccess = () => {
      const kept = opening.result.transaction('entries').objectStore('entries').index('standing').getAll('waiting');
      kept.onsuccess = () => {
        opening.result.close();
        // Counted as the counter counts them: requests, or arrivals where there is nothing else.
        const waiting = kept.result as { entry: { kind: string } }[];
        resolve(waiting.filter(({ entry }) => entry.kind === 'request.recorded').length || waiting.length);
      };
      kept.onerror = () => resolve(0);
    };
  });
}

void waiting().then((count) => {
  const sentence = said.dataset[new Intl.PluralRules(document.documentElement.lang).select(count) === 'one' ? 'one' : 'other'];
  said.textContent = (sentence ?? '').replace('{count}', String(count));
  said.hidden = count === 0;
});
