/**
 * HPKE, base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; `enc ‖ ciphertext`. Source: RFC 9180; docs/engineers/protocol.md,
 * "Threads". Only what seals for coaches imports this, so that no other screen fetches the library.
 */
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, concat } from '../bytes.ts';
import { Unreadable } from '../vault/seal.ts';

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** Of an uncompressed point. */
const ENC = 65;

/** A coach's key pair; `publicKey` is 65 bytes. */
export interface Pair {
  privateKey: CryptoKey;
  publicKey: Bytes;
}

/** The key pair of a seed (32 bytes): the same one every time. */
export async function pairOf(seed: Bytes): Promise<Pair> {
  const { privateKey, publicKey } = await suite.kem.deriveKeyPair(seed);
  return { privateKey, publicKey: new Uint8Array(await suite.kem.serializePublicKey(publicKey)) };
}

/** Throws when `publicKey` is no point of the curve. */
export async function sealTo(publicKey: Bytes, info: Bytes, plain: Bytes): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, plain);
  return concat(new Uint8Array(enc), new Uint8Array(ct));
}

/** Throws `Unreadable` for what was not sealed to this key under this info. */
export async function openAs(privateKey: CryptoKey, info: Bytes, sealed: Bytes): Promise<Bytes> {
  if (sealed.length <= ENC) throw new Unreadable('too short for an envelope');
  try {
    const opened = await suite.open({ recipientKey: privateKey, enc: sealed.slice(0, ENC), info }, sealed.slice(ENC));
    return new Uint8Array(opened);
  } catch {
    throw new Unreadable('does not open with this key');
  }
}

/** A private key from its scalar, for the known answers. */
export const privateKeyOf = (scalar: Bytes): Promise<CryptoKey> => suite.kem.importKey('raw', scalar.buffer, false);
