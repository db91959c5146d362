// « Écouter »: what stands on the screen is read aloud by the browser, each piece lit while it is said. Only with voices of the device
// itself: one that is spoken elsewhere would send the words there.

const voiceOf = (language: string) => ('speechSynthesis' in window ? speechSynthesis.getVoices() : [])
  .find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language);

export const speaks = (language: string) => voiceOf(language) !== undefined;

/** Voices may arrive after the page. */
export function whenVoices(show: () => void): void {
  show();
  if ('speechSynthesis' in window) speechSynthesis.addEventListener('voiceschanged', show);
}

export function hush(): void {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
  for (const lit of document.querySelectorAll('.is-said')) lit.classList.remove('is-said');
}

export function readAloud(section: HTMLElement): void {
  hush();
  for (const piece of section.querySelectorAll<HTMLElement>('[data-say]')) {
    const { lang } = piece.closest<HTMLElement>('[lang]')!;
    const voice = voiceOf(lang);
    if (!voice) continue;
    const utterance = new SpeechSynthesisUtterance(piece.innerText.replace(/\s+/g, ' '));
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = .9;
    utterance.onstart = () => piece.classList.add('is-said');
    utterance.onend = () => piece.classList.remove('is-said');
    speechSynthesis.speak(utterance);
  }
}
