// Vapi's bearer and hmac plans over the raw bytes, by the host's Web Crypto.

interface Plan {
  type: "bearer" | "hmac";
  token?: string;
  headerName?: string;
  bearerPrefixEnabled?: boolean;
  secretKey?: string;
  algorithm?: "sha1" | "sha256" | "sha512";
  signatureHeader?: string;
  timestampHeader?: string;
}

const HASHES = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" };
const TOLERANCE_MS = 5 * 60 * 1000;
const encoder = new TextEncoder();
const keys = new Map<string, Promise<CryptoKey>>();

let parsed: { text: string; plans: Plan[] } | undefined;

/** The plans, parsed once; what cannot be parsed lets nobody in. */
export function plans(text: string | undefined): Plan[] {
  if (parsed?.text !== text) parsed = { text: text ?? "", plans: read(text) };
  return parsed!.plans;
}

function read(text: string | undefined): Plan[] {
  try {
    return JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
}

export async function authenticate(plans: Plan[], headers: Headers, body: ArrayBuffer) {
  for (const plan of plans) {
    const fits = plan.type === "bearer" ? bearer(plan, headers) : await hmac(plan, headers, body);
    if (fits) return true;
  }
  return false;
}

function bearer(plan: Plan, headers: Headers): boolean {
  const header = headers.get(plan.headerName ?? "authorization");
  const prefix = plan.bearerPrefixEnabled === false ? "" : "Bearer ";
  if (!header?.startsWith(prefix) || !plan.token) return false;
  const given = encoder.encode(header.slice(prefix.length));
  const wanted = encoder.encode(plan.token);
  return given.length === wanted.length && crypto.subtle.timingSafeEqual(given, wanted);
}

async function hmac(plan: Plan, headers: Headers, body: ArrayBuffer): Promise<boolean> {
  const timestamp = headers.get(plan.timestampHeader ?? "x-timestamp");
  const signature = unhex(headers.get(plan.signatureHeader ?? "x-signature"));
  if (!timestamp || !signature || !fresh(timestamp) || !plan.secretKey) return false;
  const prefix = encoder.encode(`${timestamp}.`);
  const signed = new Uint8Array(prefix.length + body.byteLength);
  signed.set(prefix);
  signed.set(new Uint8Array(body), prefix.length);
  return crypto.subtle.verify("HMAC", await key(plan), signature, signed);
}

function fresh(timestamp: string): boolean {
  if (!/^\d{1,16}$/.test(timestamp)) return false;
  const value = Number(timestamp);
  const milliseconds = value < 1e12 ? value * 1000 : value;
  return Math.abs(Date.now() - milliseconds) <= TOLERANCE_MS;
}

function key({ secretKey = "", algorithm = "sha256" }: Plan): Promise<CryptoKey> {
  const name = `${algorithm}:${secretKey}`;
  let key = keys.get(name);
  if (!key) {
    const format = { name: "HMAC", hash: HASHES[algorithm] };
    key = crypto.subtle.importKey("raw", encoder.encode(secretKey), format, false, ["verify"]);
    keys.set(name, key);
  }
  return key;
}

function unhex(text: string | null): Uint8Array | undefined {
  if (!text || text.length % 2 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let n = 0; n < bytes.length; n++) bytes[n] = parseInt(text.slice(2 * n, 2 * n + 2), 16);
  return bytes;
}
