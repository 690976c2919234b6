// The races again with their protections taken out, to show that the tests see what these prevent:
//
// - the conditions between /*guard*/ and /*end*/ in the SQL that decides (`strip: ["guard"]`),
// - those between /*held*/ and /*end*/, by which others are not given what was offered,
// - the triggers that refuse an overlap whoever writes it (0007_rendez_vous_triggers.sql),
// - the ledger, by which a repeat finds what its call has done already (`forget`).

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK } from "./messages.mjs";
import { heldStart, lengths, oneStart, repeats, turnover } from "./scenarios.mjs";

const DAYS = [
  "2026-03-03",
  "2026-03-04",
  "2026-03-05",
  "2026-03-06",
  "2026-03-09",
  "2026-03-10",
];
const UNGUARDED = { strip: ["guard"] };

const dropTriggers = async (gateway) => {
  for (const event of ["insert", "update"]) {
    await gateway.sql(`DROP TRIGGER rendez_vous_overlap_${event}`);
  }
};

/** Before each claim, what the call has claimed so far is put where no claim finds it. */
const forget = (gateway) =>
  gateway.sql(
    `CREATE TRIGGER ledger_forgets BEFORE INSERT ON tool_calls BEGIN
       UPDATE tool_calls SET call_id = call_id || '/' || seq
       WHERE tenant_id = new.tenant_id AND call_id = new.call_id;
     END`,
  );

/** What every race breaks in a gateway started with `options` and changed by `changes`. */
async function play(t, options, ...changes) {
  const gateway = await startGateway({ clock: CLOCK, ...options });
  t.after(() => gateway.stop());
  for (const change of changes) await change(gateway);
  return {
    oneStart: await oneStart(gateway, DAYS[0]),
    sameId: await repeats(gateway, DAYS[1], { freshIds: false }),
    freshIds: await repeats(gateway, DAYS[2], { freshIds: true }),
    lengths: await lengths(gateway, DAYS[3]),
    turnover: await turnover(gateway, DAYS[4]),
    heldStart: await heldStart(gateway, DAYS[5]),
  };
}

const NONE = {
  oneStart: [],
  sameId: [],
  freshIds: [],
  lengths: [],
  turnover: [],
  heldStart: [],
};
const doubled = (findings) => findings.filter((finding) => finding.startsWith("double booking"));

describe("with protections taken out", () => {
  test("without conditions and triggers every race for a start books twice", async (t) => {
    const found = await play(t, UNGUARDED, dropTriggers);
    for (const race of ["oneStart", "lengths", "turnover"]) {
      assert.notDeepEqual(doubled(found[race]), [], race);
    }
    assert.ok(found.oneStart.includes("booked: 50 instead of 1"), found.oneStart.join("\n"));
    // What a call repeats is held back by the ledger before any start is looked at.
    assert.deepEqual([found.sameId, found.freshIds], [[], []]);
  });

  test("without the ledger as well every repeat books again", async (t) => {
    const found = await play(t, UNGUARDED, dropTriggers, forget);
    for (const race of ["sameId", "freshIds"]) {
      assert.ok(found[race].includes("rows: 50 instead of 1"), found[race].join("\n"));
      assert.notDeepEqual(doubled(found[race]), [], race);
    }
  });

  test("without the ledger alone repeats are not recognised, but nothing is doubled", async (t) => {
    const found = await play(t, {}, forget);
    assert.deepEqual({ ...found, sameId: [], freshIds: [] }, NONE);
    for (const race of ["sameId", "freshIds"]) {
      assert.deepEqual(doubled(found[race]), [], race);
      assert.ok(found[race].includes("booked: 1 instead of 50"), found[race].join("\n"));
    }
  });

  test("without triggers the conditions hold every promise", async (t) => {
    assert.deepEqual(await play(t, {}, dropTriggers), NONE);
  });

  test("without the condition on holds others are given what was offered", async (t) => {
    const found = await play(t, { strip: ["held"] });
    assert.ok(
      found.heldStart.includes("the holder was told unavailable"),
      found.heldStart.join("\n"),
    );
    for (const race of ["heldStart", "oneStart"]) {
      assert.ok(
        found[race].some((finding) => finding.startsWith("offered twice")),
        found[race].join("\n"),
      );
    }
    assert.deepEqual(doubled(Object.values(found).flat()), []);
  });

  test("without conditions the triggers keep the table, and answers agree with it", async (t) => {
    const found = await play(t, UNGUARDED);
    const all = Object.values(found).flat();
    assert.deepEqual(doubled(all), []);
    assert.deepEqual(
      all.filter((finding) => /^told (booked|rescheduled)/.test(finding)),
      [],
    );
    assert.ok(!found.oneStart.some((finding) => finding.startsWith("booked:")), "one is booked");
  });
});
