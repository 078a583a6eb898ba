/**
 * What no window needs before something is asked of it, as one bundle: each bundle more would tear what it shares with the
 * extension into further files, and a window that opens pays for every file.
 */
export { testConnection } from './connections/connectionTest';
export { FormPanels } from './operations/formPanels';
export { QueryParts } from './queries/queryParts';
