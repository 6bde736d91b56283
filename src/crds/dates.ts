const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The character before the fraction is any, and what follows another `t` is passed over: so the API server has it. */
const DATE_TIME = /^([^Tt]*)[Tt](\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})(?:[Tt].*)?$/s;

/** Whether a text is a day of the calendar, as `2024-02-29`. */
export function isDate(text: string): boolean {
  const date = new Date(DATE.test(text) ? `${text}T00:00:00Z` : NaN);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether a text is a point in time, by the format `date-time` of the API server. */
export function isDateTime(text: string): boolean {
  const [, day, hour, minute, second] = DATE_TIME.exec(text) ?? [];
  return day !== undefined && isDate(day) && hour <= '23' && minute <= '59' && second <= '59';
}
