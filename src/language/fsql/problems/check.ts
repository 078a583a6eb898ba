import type { Problem } from './problem';
import { csvRead, nosqlRead, streamRead, type ReadableStatement } from '../plan/translate';
import { tsdbProblems } from './tsdbProblems';

/** What is wrong with a statement whatever is known of its table; offsets as the statement has them. */
export function statementProblems(statement: ReadableStatement): readonly Problem[] {
  switch (statement.backend) {
    case 'tsdb':
      return tsdbProblems(statement);
    case 'nosql':
      return nosqlRead(statement).problems;
    case 'stream':
      return streamRead(statement).problems;
    case 'csv':
      return csvRead(statement).problems;
  }
}
