/** A random UUID (RFC 9562, version 4). `crypto.randomUUID` exists on secure origins only. */
export function uuid(): string {
  const crypto = self.crypto as Partial<Crypto> | undefined;
  if (crypto?.randomUUID) return crypto.randomUUID();
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (+digit ^ (randomByte() & (15 >> (+digit / 4)))).toString(16),
  );
}

function randomByte(): number {
  return self.crypto ? crypto.getRandomValues(new Uint8Array(1))[0]! : Math.random() * 256;
}
