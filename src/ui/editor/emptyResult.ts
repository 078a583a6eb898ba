import type { ReadPlan, StreamPlan, TsdbPlan } from '../../language/fsql/plan/plan';

/** What to say of a read that found nothing, and what to read instead. */
export interface EmptyResult {
  readonly message: string;
  /** Of the button. */
  readonly label: string;
  readonly instead: ReadPlan;
  /** Reads a range as long as that of the plan, which ends with the newest sample. */
  readonly find?: 'newest';
  /** Where that begins, in short; told while reading where that takes a search. */
  readonly from?: string;
  /** What to say if that finds nothing either. */
  readonly stillEmpty: string;
}

/** Of a read by time or from some place of a stream: that may be wrong, and mostly is; undefined for other reads. */
export function emptyResult(plan: ReadPlan): EmptyResult | undefined {
  if (plan.backend === 'tsdb') {
    return {
      message: `No samples match ${rangeWords(plan)}.`,
      label: 'Where Is My Data?',
      instead: plan,
      find: 'newest',
      stillEmpty: 'No sample until now matches this query. Are its metrics and its condition right?',
    };
  }
  if (plan.backend !== 'stream' || plan.seek === 'earliest') return undefined;
  return {
    message: seekWords(plan),
    label: 'Read From Earliest',
    instead: { ...plan, seek: 'earliest', start: undefined, sequence: undefined },
    from: 'from the earliest record',
    stillEmpty: 'There are no records.',
  };
}

function rangeWords({ start, end }: TsdbPlan): string {
  return start === undefined && end === undefined
    ? 'in the last hour, which is read where no @start is given'
    : `from ${start ?? 'an hour before the end'} to ${end ?? 'now'}`;
}

function seekWords({ seek, start, sequence }: StreamPlan): string {
  switch (seek) {
    case 'time':
      return `There are no records from ${start ?? 'then'} on.`;
    case 'sequence':
      return `There are no records from number ${sequence ?? 1n} on.`;
    default:
      return 'No records: @seek latest starts after the newest record, where there is nothing yet.';
  }
}
