import { basename } from 'node:path';

/** What `npm pack` and `npm publish` run before they take a package's sources: it stops them. */
const name = process.env.npm_package_name ?? 'this package';
process.stderr.write(
  `The sources of ${name} cannot be packed: Node.js runs no TypeScript under node_modules. ` +
    `Run npm run build at the root of the repository, and npm pack ./dist/${basename(process.cwd())}\n`,
);
process.exitCode = 1;
