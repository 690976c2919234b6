// When a tenant is open, in its own zone.

import type { Service, Tenant } from "./tenant";

export interface Start {
  date: string;
  time: string;
  /** Minutes of the wall clock since 1970, and the UTC offset in minutes. */
  wall: number;
  offset: number;
}

const DAY_MS = 86_400_000;
const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
export const plusDays = (date: string, days: number) => day(at(date) + days * DAY_MS);

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** The UTC offset at noon of a local day: no business opens in the night of a clock change. */
function offsetOn(date: string, zone: string): number {
  const name = `${zone} ${date}`;
  let offset = offsets.get(name);
  if (offset === undefined) {
    const noon = new Date(at(date) + DAY_MS / 2);
    offset = (at(localDate(noon, zone)) + minutes(localTime(noon, zone)) * 60_000 - noon.getTime()) / 60_000;
    if (offsets.size > 5000) offsets.clear();
    offsets.set(name, offset);
  }
  return offset;
}

function parts(instant: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    formats.set(zone, format);
  }
  return format.format(instant);
}
export const localDate = (instant: Date, zone: string) => parts(instant, zone).slice(0, 10);
const localTime = (instant: Date, zone: string) => parts(instant, zone).slice(11, 16);

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

export const start = (date: string, time: string, zone: string): Start => ({
  date,
  time,
  wall: at(date) / 60_000 + minutes(time),
  offset: offsetOn(date, zone),
});

const holidays = new Map<number, Set<string>>();

function isHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4));
  let days = holidays.get(year);
  if (!days) {
    const fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
    const easter = easterSunday(year);
    days = new Set([
      ...fixed.map((md) => `${year}-${md}`),
      ...[1, 39, 50].map((after) => plusDays(easter, after)),
    ]);
    holidays.set(year, days);
  }
  return days.has(date);
}

function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return `${year}-${String(Math.floor(n / 31)).padStart(2, "0")}-${String((n % 31) + 1).padStart(2, "0")}`;
}

function ranges(tenant: Tenant, date: string) {
  const closed = tenant.closures.some(({ from, until }) => from <= date && date <= until);
  if (closed || (tenant.frenchHolidays && isHoliday(date))) return [];
  const weekday = new Date(at(date)).getUTCDay() || 7;
  return tenant.hours
    .filter((hours) => hours.weekday === weekday)
    .map(({ opens, closes }) => [minutes(opens), minutes(closes)] as const)
    .sort(([a], [b]) => a - b);
}

export const isOpen = (tenant: Tenant, date: string) => ranges(tenant, date).length > 0;

/** The starts of a day that the rules allow, in order. */
export function starts(tenant: Tenant, service: Service, date: string, now: Date): Start[] {
  const offset = offsetOn(date, tenant.zone);
  const midnight = at(date) / 60_000;
  const earliest = now.getTime() / 60_000 + service.notice;
  const found: Start[] = [];
  for (const [opens, closes] of ranges(tenant, date)) {
    for (let minute = opens; minute + service.duration <= closes; minute += service.grid) {
      const wall = midnight + minute;
      if (wall - offset >= earliest) found.push({ date, time: clock(minute), wall, offset });
    }
  }
  return found;
}
