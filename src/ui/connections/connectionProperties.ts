import type { Connection, ConnectionColor } from './connection';

/** What can be changed of a connection, in the order in which it is listed. */
export const propertyNames = [
  'name',
  'address',
  'webApi',
  'credentials',
  'container',
  'ca',
  'readOnly',
  'color',
  'rowLimit',
  'recordHistory',
] as const;

export type PropertyName = (typeof propertyNames)[number];

export interface Property {
  readonly label: string;
  readonly icon: string;
}

export const properties: Readonly<Record<PropertyName, Property>> = {
  name: { label: 'Name', icon: 'tag' },
  address: { label: 'Address', icon: 'server' },
  webApi: { label: 'Web API', icon: 'globe' },
  credentials: { label: 'Credentials', icon: 'key' },
  container: { label: 'Container', icon: 'database' },
  ca: { label: 'Certificate Authority', icon: 'shield' },
  readOnly: {
    label: 'Read-Only',
    icon: 'lock',
  },
  color: { label: 'Color', icon: 'symbol-color' },
  rowLimit: { label: 'Row Limit', icon: 'list-ordered' },
  recordHistory: { label: 'Recent Queries', icon: 'history' },
};

/** What a secret store holds for a connection: never the secret itself. */
export type KeptKind = 'accessKey' | 'password' | undefined;

export const colorLabels: Readonly<Record<ConnectionColor, string>> = {
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
  purple: 'Purple',
};

/** The value of a property in words. */
export function propertyText(name: PropertyName, connection: Connection, kept: KeptKind): string {
  switch (name) {
    case 'name':
      return connection.name;
    case 'address':
      return connection.address;
    case 'webApi':
      return connection.webApi ?? 'none';
    case 'credentials':
      return credentialsText(connection, kept);
    case 'container':
      return connection.container ?? 'all';
    case 'ca':
      return connection.ca ?? 'those of the system';
    case 'readOnly':
      return connection.readOnly === true ? 'on' : 'off';
    case 'color':
      return connection.color === undefined ? 'none' : colorLabels[connection.color].toLowerCase();
    case 'rowLimit':
      return connection.rowLimit === undefined
        ? 'as in the settings'
        : `${connection.rowLimit.toLocaleString('en-US')} rows`;
    case 'recordHistory':
      return connection.recordHistory === false ? 'not recorded' : 'recorded';
  }
}

function credentialsText({ user }: Connection, kept: KeptKind): string {
  if (kept === 'accessKey') return 'access key';
  if (user === undefined) return 'none';
  return kept === 'password' ? `${user}, with a password` : `${user}, without a password`;
}
