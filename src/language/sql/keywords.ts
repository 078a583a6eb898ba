/** Words that name a metric, label or table only in back-quotes, in lower case: those of the original's parser. */
export const reservedWords: ReadonlySet<string> = new Set(
  `_binary add all alter analyze and as asc auto_increment between binary boolean by case cast collate column constraint
   convert create cross current_date current_time current_timestamp database databases default delete desc describe distinct
   div drop else end escape exists explain extended false for force from full group group_concat having if ignore in index
   inner insert interval into is join key left like limit localtime localtimestamp lock match maxvalue mod natural next not
   null on or order outer processlist regexp rename replace right rlike schema select separator set show sql_cache
   sql_no_cache straight_join stream substr substring table tables then to true union unique update use using utc_date
   utc_time utc_timestamp values when where`.split(/\s+/),
);

/** First words of the statements that the original's parser knows and the time-series backend refuses. */
export const otherStatements: ReadonlySet<string> = new Set(
  `alter analyze begin commit create delete desc describe drop explain insert optimize rename repair replace rollback set
   show start stream truncate update use`.split(/\s+/),
);

/** Words that begin what comes after the list of columns. */
export const clauseWords: ReadonlySet<string> = new Set([
  'from',
  'where',
  'group',
  'having',
  'order',
  'limit',
  'for',
  'lock',
  'union',
]);

/** Keywords that are functions nevertheless. */
export const functionWords: ReadonlySet<string> = new Set([
  'left',
  'right',
  'if',
  'database',
  'mod',
  'replace',
]);

/** Keywords that are functions even without parentheses. */
export const momentWords: ReadonlySet<string> = new Set([
  'current_timestamp',
  'current_date',
  'current_time',
  'localtime',
  'localtimestamp',
  'utc_timestamp',
  'utc_time',
  'utc_date',
]);
