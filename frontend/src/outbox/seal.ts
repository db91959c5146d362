// Words that wait on a shared device are sealed to the server's public key: whoever opens the device's disk reads nothing, and neither
// can the device itself. ECDH on P-256 with a key of one use, HKDF-SHA-256, AES-256-GCM; slices/journal/src/seal.rs opens it.

export interface Sealed {
  /** Names the server's key. */
  key: string;
  /** The public half of the key of one use, the nonce, what was sealed: base64. */
  ephemeral: string;
  iv: string;
  ciphertext: string;
}

/** Answers nothing where the browser cannot seal: the words then stay on the page. */
export type Seal = (words: string) => Promise<Sealed | undefined>;

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const INFO = new TextEncoder().encode('parvis-note-v1');

/** `public`: the server's public key as a raw point, base64. */
export function sealer(server: { key: string; public: string }): Seal {
  const { subtle } = crypto;
  // Browsers offer it to HTTPS only.
  if (subtle === undefined) return () => Promise.resolve(undefined);
  return async (words) => {
    const theirs = await subtle.importKey('raw', bytes(server.public), CURVE, false, []);
    const ours = await subtle.generateKey(CURVE, false, ['deriveBits']);
    const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256);
    const ephemeral = await subtle.exportKey('raw', ours.publicKey);
    const secret = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
    const how = { name: 'HKDF', hash: 'SHA-256', salt: ephemeral, info: INFO };
    const key = await subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const ciphertext = await subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(words));
    return { key: server.key, ephemeral: base64(ephemeral), iv: base64(iv.buffer), ciphertext: base64(ciphertext) };
  };
}

function base64(held: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(held)));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
