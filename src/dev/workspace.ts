import fs from 'node:fs';
import path from 'node:path';
import { welcomeFile } from '../ui/ids';
import { root } from './paths';

/** CSV files of vega-datasets that the newcomer may import. */
const files = ['seattle-weather.csv', 'airports.csv'];

const readme = `# Welcome to Frames

1. The **Frames** view at the left shows the local service and its tables. Its icon is in the bar beside it.
2. Open \`bigdata\` and click a table: \`earthquakes\`, \`sensors/readings\` with a million rows, the time series of
   \`monitoring/hosts\`, or the stream \`web/visits\`.
3. Import a file of this folder: in the Explorer (the topmost icon) right-click \`seattle-weather.csv\` and choose
   **Write CSV to Table…**

The local service keeps its data in this clone; it is still there at the next \`npm start\`.

## Where the sample data comes from

\`sensors/readings\`, \`monitoring/hosts\` and \`web/visits\` are made up. Everything else is real, comes with the npm package
[vega-datasets](https://github.com/vega/vega-datasets) (BSD 3-Clause), and is free to use:

| data | from | rights |
| --- | --- | --- |
| \`earthquakes\` | U.S. Geological Survey | public domain |
| \`examples/birdstrikes\` | U.S. Federal Aviation Administration | U.S. government work |
| \`penguins.csv\` | Palmer Station LTER, Allison Horst | CC0 1.0 |
| \`airports.csv\` | U.S. Department of Transportation (Data.gov) | U.S. government work |
| \`seattle-weather.csv\` | U.S. National Oceanic and Atmospheric Administration | U.S. government work |
`;

/** The folder that `npm start` opens. One that exists is the user's and stays as it is. */
export function sampleWorkspace(folder: string): string {
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'README.md'), readme);
  fs.writeFileSync(path.join(folder, welcomeFile), '');
  for (const file of files) {
    fs.copyFileSync(path.join(root, 'node_modules/vega-datasets/data', file), path.join(folder, file));
  }
  return folder;
}
