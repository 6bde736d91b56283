const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})$/;

/** Whether a text is a day of the calendar, as `2024-02-29`. */
export function isDate(text: string): boolean {
  const date = new Date(DATE.test(text) ? `${text}T00:00:00Z` : NaN);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether a text is a point in time as RFC 3339 writes it. */
export function isDateTime(text: string): boolean {
  const [, day] = DATE_TIME.exec(text) ?? [];
  return day !== undefined && isDate(day);
}
