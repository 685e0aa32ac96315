// SHA-256 of a file: by the browser where it offers that, by these lines where it does not (plain http, old browsers).
"use strict";

window.perfeval = window.perfeval || {};

(function () {
  function primes(count) {
    const found = [];
    for (let n = 2; found.length < count; n += 1) {
      if (found.every((prime) => n % prime)) found.push(n);
    }
    return found;
  }

  // The first 32 bits of the fractional part of a root (FIPS 180-4, 4.2.2 and 5.3.3).
  function fraction(value) {
    return ((value - Math.floor(value)) * 4294967296) | 0;
  }

  const K = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
  const START = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

  function rotate(word, by) {
    return (word >>> by) | (word << (32 - by));
  }

  function block(state, words) {
    for (let t = 16; t < 64; t += 1) {
      const near = words[t - 2];
      const far = words[t - 15];
      const one = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
      const zero = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
      words[t] = (one + words[t - 7] + zero + words[t - 16]) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t += 1) {
      const high = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const first = (h + high + ((e & f) ^ (~e & g)) + K[t] + words[t]) | 0;
      const low = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] = (state[at] + word) | 0; });
  }

  // The message, a one, zeros, and its length in bits (FIPS 180-4, 5.1.1).
  function padded(bytes) {
    const whole = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
    whole.set(bytes);
    whole[bytes.length] = 0x80;
    const view = new DataView(whole.buffer);
    view.setUint32(whole.length - 8, Math.floor(bytes.length / 0x20000000));
    view.setUint32(whole.length - 4, bytes.length << 3);
    return view;
  }

  function hex(words) {
    return Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  function ownSha256(buffer) {
    const view = padded(new Uint8Array(buffer));
    const state = Int32Array.from(START);
    const words = new Int32Array(64);
    for (let at = 0; at < view.byteLength; at += 64) {
      for (let t = 0; t < 16; t += 1) words[t] = view.getInt32(at + 4 * t);
      block(state, words);
    }
    return hex(state);
  }

  async function sha256(buffer) {
    if (!(window.crypto && window.crypto.subtle)) return ownSha256(buffer);
    const view = new DataView(await window.crypto.subtle.digest("SHA-256", buffer));
    return hex(Array.from({ length: 8 }, (_, at) => view.getUint32(4 * at)));
  }

  window.perfeval.sha256 = sha256;
  window.perfeval.ownSha256 = ownSha256;
}());
