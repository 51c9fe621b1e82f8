/** Given on the command line, so that they hold whatever the data folder says. */
export function postgresSettings(listen: Listen, extra: Readonly<Record<string, string>>): string[] {
  const settings: Record<string, string> = {
    ...(listen.kind === "socket"
      ? { listen_addresses: "", unix_socket_directories: listen.folder, unix_socket_permissions: "0700" }
      : { listen_addresses: "127.0.0.1", port: String(listen.port), unix_socket_directories: "" }),
    max_connections: "50",
    shared_buffers: "128MB",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    wal_buffers: "16MB",
    max_wal_size: "2GB",
    checkpoint_timeout: "10min",
    // Workers of their own for reading would cost memory that a small machine does not have.
    io_method: "sync",
    max_parallel_workers_per_gather: "0",
    autovacuum_max_workers: "2",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    logging_collector: "off",
    log_destination: "stderr",
    log_line_prefix: "",
    // Errors go to whoever made the statement; here they would put names and addresses of people into the log.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    ...extra,
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

export type Listen =
  | { readonly kind: "socket"; readonly folder: string }
  | { readonly kind: "port"; readonly port: number };
