// The floor: the least JavaScript that could do a work. It parses the body with JSON.parse and
// sends, as one batch, the very statements that the gateway sends for it: the binding RECORDED
// holds one batch of each work, recorded from the gateway, and for every request it puts the
// request's own ids and times into that batch. It checks nothing; only a work that is the check
// itself (a refused signature) makes it.

const encoder = new TextEncoder();
let works;
let key;

export default {
  async fetch(request, env) {
    const name = request.headers.get("x-work");
    if (name.startsWith("refused")) return refused(request);
    const { message } = JSON.parse(await request.text());
    works ??= JSON.parse(env.RECORDED);
    const { sqls, values } = works[name];
    const holes = own(message);
    const database = env.DB;
    await database.batch(
      sqls.map((sql, n) =>
        database.prepare(sql).bind(...values[n].map((value) => fill(value, holes))),
      ),
    );
    return reply(200, { results: [{ toolCallId: "tool-1", name, result: "{}" }] }, 1);
  },
};

/** A value is as recorded, or pieces of text around the holes that a request fills. */
const fill = (value, holes) =>
  Array.isArray(value) ? value.map((piece, n) => (n % 2 ? holes[piece] : piece)).join("") : value;

/** What differs from request to request: ids, number and time; new ids are drawn. */
function own({ call, toolCallList }) {
  const wish = toolCallList?.[0].function.arguments ?? {};
  const wall = wish.time ? Date.parse(`${wish.date}T${wish.time}Z`) / 60000 : 0;
  const [attempt, row] = [crypto.randomUUID(), crypto.randomUUID()];
  const number = call.id.slice(-6);
  const { customer } = call;
  return { call: call.id, number, caller: customer.number, ...wish, wall, attempt, row };
}

/** Refuses by the same HMAC over timestamp and body that the others compute. */
async function refused(request) {
  const body = new Uint8Array(await request.arrayBuffer());
  const prefix = encoder.encode(`${request.headers.get("x-timestamp")}.`);
  const signed = new Uint8Array(prefix.length + body.length);
  signed.set(prefix);
  signed.set(body, prefix.length);
  key ??= crypto.subtle.importKey(
    "raw",
    encoder.encode("dev-hmac-secret"),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  const signature = Uint8Array.from(request.headers.get("x-signature").match(/../g), (hex) =>
    parseInt(hex, 16),
  );
  const good = await crypto.subtle.verify("HMAC", await key, signature, signed);
  return good ? reply(500, {}, 0) : reply(401, { error: { code: "unauthorized" } }, 0);
}

function reply(status, body, batches) {
  const headers = {
    "content-type": "application/json",
    "server-timing": `d1;desc="${batches}";dur=0, total;dur=0`,
  };
  return new Response(JSON.stringify(body), { status, headers });
}
