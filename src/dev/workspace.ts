import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths';

/** CSV files of vega-datasets that the newcomer may import. */
const files = ['seattle-weather.csv', 'airports.csv', 'disasters.csv'];

const readme = `# Welcome to Frames

1. Click the **Frames** icon in the bar at the left: the tree shows the local service and its tables.
2. Open \`bigdata\` and click a table, say \`movies\` or, with a million rows, \`sensors/readings\`.
3. Import a file of this folder: right-click \`seattle-weather.csv\` and choose **Write CSV to Table…**

The local service keeps its data in this clone; it is still there at the next \`npm start\`.

## Where the sample data comes from

\`movies\`, \`examples/stocks\`, \`penguins.csv\` and the CSV files of this folder are from
[vega-datasets](https://github.com/vega/vega-datasets), which is under the BSD 3-Clause licence; the sources of each
data set are listed there. \`sensors/readings\` is made up.
`;

/** The folder that \`npm start\` opens. One that exists is the user's and stays as it is. */
export function sampleWorkspace(folder: string): string {
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'README.md'), readme);
  for (const file of files) {
    fs.copyFileSync(path.join(root, 'node_modules/vega-datasets/data', file), path.join(folder, file));
  }
  return folder;
}
