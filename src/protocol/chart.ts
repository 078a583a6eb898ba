/** Which fields of a result a chart draws. Fields are positions in the schema, indices counted first. */
export interface ChartChoice {
  /** Undefined for the number of the row. */
  readonly x?: number | undefined;
  /** Empty: how many rows there are. */
  readonly y: readonly number[];
  /** Each combination of their values has a colour. */
  readonly color: readonly number[];
}

/**
 * `line`, `area`: by time or number, in order. `point`: one number by another. `bar`: a number for each category, time or
 * number.
 */
export type ChartMark = 'line' | 'area' | 'point' | 'bar';

/** Asks for what to draw. */
export interface ChartRequest {
  readonly type: 'chart';
  readonly generation: number;
  /** What suits the columns unless given. */
  readonly choice?: ChartChoice;
  /** What suits the horizontal axis unless given; categories have bars in any case. */
  readonly mark?: ChartMark;
  /** Pixels that the horizontal axis has: as many places are told apart. */
  readonly width: number;
}

/**
 * A chart on its way to the page: numbers in typed arrays that own their whole buffer. The points of one metric and series
 * follow each other, and those of a line ascend by x; a y of NaN is a gap in it.
 */
export interface Chart {
  readonly generation: number;
  readonly choice: ChartChoice;
  /** The fields that can be chosen for each part. */
  readonly fields: ChartFields;
  readonly mark: ChartMark;
  readonly x: ChartAxis;
  /** Names of the numbers; each has a plot of its own. */
  readonly metrics: readonly string[];
  /** What the colours stand for; empty where there is one colour only. */
  readonly series: readonly string[];
  readonly points: ChartPoints;
  /** Rows that the chart stands for. */
  readonly rows: number;
  /** Whether some rows are drawn by others at the same place. */
  readonly isSampled: boolean;
  /** Sets of labels that the chart has no colours for; their rows are left out. */
  readonly omitted: number;
}

export interface ChartAxis {
  readonly title: string;
  /** A time in milliseconds since the epoch, a number, or a position in `categories`. */
  readonly kind: 'time' | 'number' | 'category';
  readonly categories: readonly string[];
}

export interface ChartPoints {
  /** Positions in `metrics`. */
  readonly metric: Uint16Array;
  /** Positions in `series`. */
  readonly series: Uint16Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface ChartFields {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly color: readonly number[];
}

/** A chart as a file: the picture, or what it is drawn from. */
export interface SaveChartRequest {
  readonly type: 'saveChart';
  readonly format: 'png' | 'svg' | 'json';
  readonly content: Uint8Array | string;
}
