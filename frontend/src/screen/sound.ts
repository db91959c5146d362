// Two notes, then the number said aloud where the browser has a voice.

let context: AudioContext | undefined;

/** Two soft notes, the second lower, as in a station. Resolves when they have sounded. */
export async function chime(): Promise<void> {
  context ??= new AudioContext();
  const { currentTime } = context;
  [[880, 0], [659, .28]].forEach(([pitch, at]) => note(context!, pitch!, currentTime + at!));
  await new Promise((resolve) => { setTimeout(resolve, 900); });
}

function note(audio: AudioContext, pitch: number, at: number): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(.25, at + .02);
  loudness.gain.exponentialRampToValueAtTime(.001, at + .6);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + .65);
}

export function say(words: string, language: string): void {
  if (!('speechSynthesis' in window)) return;
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = language;
  utterance.rate = .9;
  speechSynthesis.speak(utterance);
}
