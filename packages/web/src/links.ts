/** Every address of the app. Nothing else writes one down. */
export const links = {
  home: "/",
  signIn: "/sign-in",
  signUp: "/sign-up",
  directory: "/rooms",
  settings: "/settings",
  /** The pattern of `room`. */
  anyRoom: "/rooms/:roomId",
  room: (roomId: string) => `/rooms/${encodeURIComponent(roomId)}`,
};
