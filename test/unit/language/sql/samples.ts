/** Queries that read, and the one way in which they are printed. */
export const queries: readonly (readonly [text: string, printed: string])[] = [
  ['select cpu from t', 'select cpu from t'],
  ['SELECT cpu FROM t', 'select cpu from t'],
  ["select * from 'dir/sub/t'", "select * from 'dir/sub/t'"],
  ['select * from "dir/t";', "select * from 'dir/t'"],
  ['select cpu', 'select cpu'],
  ['select cpu as c, mem m, disk "d e" from t', "select cpu as c, mem as m, disk as 'd e' from t"],
  ['select `time`, `order`, a.b.`select` from x.y as z', 'select time, `order`, a.b.`select` from x.y as z'],
  [
    "select max(prev_val(cpu , '1m')) as top,avg( * ) from t",
    "select max(prev_val(cpu, '1m')) as top, avg(*) from t",
  ],
  [
    'select count(distinct cpu), max(cpu, mem), max() from t',
    'select count(distinct cpu), max(cpu, mem), max() from t',
  ],
  ['select cpu /* all */ -- of it\n from # here\n t // now', 'select cpu from t'],
  ["select a from t where os='linux' and not x<>5", "select a from t where os = 'linux' and not x != 5"],
  [
    'select a from t where (a = 1 || b in (\'x\', "y")) && c not in (1, -2)',
    "select a from t where (a = 1 or b in ('x', 'y')) and c not in (1, -2)",
  ],
  [
    "select a from t where a between 1 and 2 and b is not null or c like 'x%' escape '!' and d regexp 'e' and e rlike 'f'",
    "select a from t where a between 1 and 2 and b is not null or c like 'x%' escape '!' and d regexp 'e' and e regexp 'f'",
  ],
  [
    "select a from t where a = 'it''s' and b = 'a\\'b\\n'",
    "select a from t where a = 'it''s' and b = 'a''b\n'",
  ],
  [
    "select a from t where starts(os, 'l') and 1 + 2 * -x = ~y << 3",
    "select a from t where starts(os, 'l') and 1 + 2 * -x = ~y << 3",
  ],
  ['select a from t where - -x = - - 5 and - (-5) < :p', 'select a from t where - -x = 5 and -(-5) < :p'],
  ['select sum(a) from t group by os, `key`', 'select sum(a) from t group by os, `key`'],
  [
    'select distinct a from t having a > 1 order by a desc, b limit 5 offset 2 for update',
    'select distinct a from t having a > 1 order by a desc, b limit 5 offset 2 for update',
  ],
  [
    'select sql_no_cache a from t use index (i) limit 1, 2 lock in share mode',
    'select sql_no_cache a from t limit 1, 2 lock in share mode',
  ],
  [
    'select a from (select b from c where d = (select 1)) as e, (f, g) left outer join h on i = j, k natural join l',
    'select a from (select b from c where d = (select 1)) as e, (f, g) left outer join h on i = j, k natural join l',
  ],
  [
    'select case when a then b end, cast(a as char(5)), current_date, exists (select 1) from t',
    'select case when a then b end, cast(a as char(5)), current_date(), exists (select 1) from t',
  ],
  ['select next 5 values from t', 'select next 5 values from t'],
  ['select linear(cpu), status, Point from t', 'select linear(cpu), status, Point from t'],
];
