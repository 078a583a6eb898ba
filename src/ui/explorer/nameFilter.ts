/**
 * Which names a filter lets through: those that hold its text, in any case; or, with `*` or `?` in it, those that it fits as
 * a whole.
 */
export function nameFilter(filter: string): (name: string) => boolean {
  const text = filter.trim().toLowerCase();
  if (!/[*?]/.test(text)) return (name) => name.toLowerCase().includes(text);
  const pattern = Array.from(text, (char) =>
    char === '*' ? '.*' : char === '?' ? '.' : char.replace(/[\\^$.|+()[\]{}/]/, '\\$&'),
  );
  const whole = new RegExp(`^${pattern.join('')}$`, 'su');
  return (name) => whole.test(name.toLowerCase());
}
