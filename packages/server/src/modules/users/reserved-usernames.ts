/** Names that would pass for the server, its staff, a group of people, or a word of the product. No separators in them. */
export const reservedUsernames: ReadonlySet<string> = new Set(
  `
  abuse account accounts admin admins administrator administrators all anonymous anyone api app assistant auth
  billing bot bots call calls channel channels contact daemon deleted deleteduser everybody everyone
  example feed group groups guest guests help helpdesk here home hostmaster info
  login logout mail mailer mailerdaemon me member members mod moderator moderators mods myself
  news nobody noreply notification notifications null official operator operators owner owners
  parley parleybot password postmaster post posts privacy public room rooms root
  security server service session sessions settings signin signout signup staff status
  support sysadmin system team terms test undefined unknown user username users
  web webhook webmaster www you
`
    .trim()
    .split(/\s+/),
);
