// Instants as entries and lists show them, in the place's own time zone whatever the computer is set to.

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(instant: number, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** RFC 3339 with milliseconds and the zone's offset at that instant: `2026-11-23T10:21:04.120+01:00`. */
export function rfc3339(instant: number, zone: string): string {
  const { year, month, day, hour, minute, second } = parts(instant, zone);
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const offset = Math.round((Date.parse(`${local}Z`) - Math.floor(instant / 1000) * 1000) / 60_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  const ahead = Math.abs(offset);
  const milliseconds = String(((instant % 1000) + 1000) % 1000).padStart(3, '0');
  return `${local}.${milliseconds}${offset < 0 ? '-' : '+'}${pad(Math.floor(ahead / 60))}:${pad(ahead % 60)}`;
}

/** The place's day, as `2026-11-23`. */
export function dayOf(instant: number, zone: string): string {
  const { year, month, day } = parts(instant, zone);
  return `${year}-${month}-${day}`;
}

/** Hour and minute, to be put into the language's own form. */
export function hourOf(instant: number, zone: string): { h: string; m: string } {
  const { hour, minute } = parts(instant, zone);
  return { h: String(Number(hour)), m: minute ?? '' };
}
