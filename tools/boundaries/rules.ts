/*
 * Who may import whom, first match wins. A place that no row names, and a target that its row does not name, are errors.
 * ARCHITECTURE.md explains the reasons.
 */
export interface Rule {
  readonly from: RegExp;
  /** Of our own files. */
  readonly own: readonly RegExp[];
  /** Packages from npm and Node's own modules; "types" marks those that only lend types. */
  readonly packages: readonly RegExp[];
  /** Folders whose files may only be imported for their types. */
  readonly typesOnly?: readonly RegExp[];
}

const any = [/^[^(]/];
const node = /^node:/;
const protocol = /^packages\/protocol\/src\//;
const client = /^packages\/client\/src\//;
const server = (part: string): RegExp => new RegExp(`^packages/server/src/${part}`);
const moduleFile = (name: string): RegExp => server(`modules/${name}/index\\.ts$`);

/** Which modules may call which, through their front doors. Everything else goes by events. No cycles. */
export const moduleEdges: Readonly<Record<string, readonly string[]>> = {
  users: [],
  auth: ["users"],
  rooms: ["users"],
  messages: ["rooms"],
  sync: ["messages", "rooms"],
};

const test = /(\.test\.tsx?|-for-tests\.tsx?|\.contract\.ts)$/;

export const rules: readonly Rule[] = [
  { from: /^packages\/protocol\/.*\.test\.ts$/, own: [protocol], packages: [/^vitest$/, /^fast-check$/, /^typebox/] },
  { from: /^packages\/protocol\//, own: [protocol], packages: [/^typebox/] },

  // The SDK's tests may start the real server.
  {
    from: new RegExp(`^packages/client/.*${test.source}`),
    own: [protocol, client, server("testing/index\\.ts$")],
    packages: any,
  },
  { from: /^packages\/client\//, own: [protocol, client], packages: [] },

  { from: new RegExp(`^packages/server/.*${test.source}`), own: [protocol, client, server("")], packages: any },
  { from: server("kernel/"), own: [protocol, server("kernel/")], packages: [node, /^typebox/] },
  { from: server("ports/"), own: [protocol, server("kernel/"), server("ports/")], packages: [], typesOnly: [/./] },
  { from: server("config/"), own: [server("config/"), server("kernel/")], packages: [node] },
  ...["bus-memory", "store-postgres"].map((name) => ({
    from: server(`adapters/${name}/`),
    own: [protocol, server("kernel/"), server("ports/"), server(`adapters/${name}/`)],
    packages: [node, ...(name === "store-postgres" ? [/^pg$/] : [])],
  })),
  ...Object.entries(moduleEdges).flatMap(([name, others]) => moduleRules(name, others)),
  {
    from: server("transport/"),
    own: [protocol, server("kernel/"), server("ports/"), server("transport/"), server("config/config\\.ts$")],
    packages: [node, /^@?fastify/, /^ws$/, /^cookie$/, /^typebox/, /^swagger-ui-dist/],
    typesOnly: [server("ports/"), server("config/")],
  },
  { from: server("(app|cli|testing|contract-tests)/"), own: [protocol, server("")], packages: any },
  { from: server("main\\.ts$"), own: [server("cli/")], packages: [] },

  { from: /^packages\/web\/.*\.test\.tsx?$/, own: [protocol, client, /^packages\/web\//], packages: any },
  // Building blocks know neither routes nor the API.
  { from: /^packages\/web\/src\/ui\//, own: [/^packages\/web\/src\/(ui|lib)\//], packages: [/^react/, /^virtua$/] },
  { from: /^packages\/web\/src\/lib\//, own: [protocol, client, /^packages\/web\/src\/lib\//], packages: [/^react/] },
  { from: /^packages\/web\/src\//, own: [protocol, client, /^packages\/web\/src\//], packages: [/^react/, /^virtua$/] },

  { from: /^packages\/web\/build\//, own: [/^packages\/web\/build\//], packages: [node, /^vite$/] },

  { from: /^packages\/(bench|e2e)\//, own: any, packages: any },
  { from: /^tools\//, own: [/^tools\//], packages: any },
];

/** Inside a module the file's name tells its layer, and imports point one way. */
function moduleRules(name: string, others: readonly string[]): Rule[] {
  const own = server(`modules/${name}/`);
  const outside = [protocol, server("kernel/"), server("ports/"), server("config/config\\.ts$")];
  const doors = others.map(moduleFile);
  const notUpwards = new RegExp(`^packages/server/src/modules/${name}/(?!operations\\.ts$|index\\.ts$)`);
  const packages = [node, /^typebox/, ...(name === "auth" ? [/^jose$/, /^@node-rs\/argon2$/] : [])];
  const typesOnly = [server("ports/"), server("config/")];
  return [
    // Pure rules: no I/O, nothing of other modules.
    {
      from: server(`modules/${name}/.*-policy\\.ts$`),
      own: [protocol, server("kernel/"), notUpwards],
      packages: [/^typebox/, node],
    },
    // SQL knows no use case: it may look at entities and at other SQL only.
    { from: server(`modules/${name}/.*-store\\.ts$`), own: [...outside, notUpwards], packages, typesOnly },
    { from: server(`modules/${name}/index\\.ts$`), own: [...outside, own, ...doors], packages, typesOnly },
    { from: server(`modules/${name}/operations\\.ts$`), own: [...outside, notUpwards, ...doors], packages, typesOnly },
    { from: own, own: [...outside, notUpwards, ...doors], packages, typesOnly },
  ];
}
