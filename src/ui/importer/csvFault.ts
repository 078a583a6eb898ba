import type { CsvError } from '../../csv/records';

/** What is wrong with a line of a file, without a word about which line. */
export function csvFault({ fields, message }: CsvError): string {
  if (fields === undefined) return message;
  return `${fields.found} ${fields.found === 1 ? 'field' : 'fields'} where the header has ${fields.expected}`;
}
