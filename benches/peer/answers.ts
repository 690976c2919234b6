// What the assistant reads and says, in French or in English.

import type { ToolCall } from "./message";

export interface Entry {
  status: string;
  service?: string;
  date?: string;
  time?: string;
  appointment_id?: string;
  slots?: { date: string; time: string }[];
  replayed?: boolean;
}

const DAYS = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
const MONTHS = [
  "janvier", "février", "mars", "avril", "mai", "juin",
  "juillet", "août", "septembre", "octobre", "novembre", "décembre",
];
const weekday = (date: string) => DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;

function spoken(date: string, time: string): string {
  const [, month, day] = date.split("-").map(Number) as [number, number, number];
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  const clock = hours === 12 && minutes === 0 ? "midi" : `${hours} heures${minutes ? ` ${minutes}` : ""}`;
  return `${weekday(date)} ${day === 1 ? "1er" : day} ${MONTHS[month - 1]} à ${clock}`;
}

function offer(slots: { date: string; time: string }[] = []): string {
  if (slots.length === 0) return "Je n'ai plus rien de libre pour le moment.";
  return `Je peux vous proposer le ${slots.map(({ date, time }) => spoken(date, time)).join(", ou le ")}.`;
}

/** The answer of a tool: status and sentence first, so that a cut answer still speaks. */
export function speak(entry: Entry): object {
  const { status, service, date, time, appointment_id, slots, replayed } = entry;
  const at = date && time ? spoken(date, time) : "";
  const say =
    status === "booked"
      ? `Votre rendez-vous de ${service} est confirmé pour le ${at}.`
      : status === "already_booked" || status === "existing_appointment"
        ? `Vous avez déjà un rendez-vous de ${service} le ${at}.`
        : status === "available"
          ? offer(slots)
          : `Ce n'est pas possible. ${offer(slots)}`;
  const when = status === "unavailable" || !date ? {} : { date, time, weekday: weekday(date) };
  return { status, say, ...when, appointment_id, slots, replayed: replayed || undefined };
}

export function answer({ id, name }: ToolCall, outcome: object): object {
  const entry = { toolCallId: id, name };
  return "error" in outcome ? { ...entry, ...outcome } : { ...entry, result: JSON.stringify(outcome) };
}
