import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes, generateKeyPairSync } from 'node:crypto';
import * as https from 'node:https';

const ALGORITHM = 'aes-256-gcm' as const;
const digests: Record<string, string> = { current: 'sha256', legacy: 'md5' };

interface Options {
  verify?: boolean;
}

export class Session {
  private readonly key: Buffer;

  constructor(password: string, salt = randomBytes(16)) {
    this.key = pbkdf2Sync(password, salt, 310_000, 32, 'sha512');
  }

  seal(data: Buffer): Buffer {
    const iv = randomBytes(12);
    const cipher = createCipheriv(ALGORITHM, this.key, iv);
    return Buffer.concat([iv, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
  }

  tag = (data: string) => createHmac('sha256', this.key).update(data).digest('hex');
}

export const digest = (text: string, age: keyof typeof digests = 'current') =>
  createHash(digests[age]).update(text).digest('base64');

export async function keys() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  return { pair, rsa: generateKeyPairSync('rsa', { modulusLength: 3072 }) };
}

export function agent({ verify = true }: Options = {}) {
  return new https.Agent({ rejectUnauthorized: verify, minVersion: 'TLSv1.2' });
}
