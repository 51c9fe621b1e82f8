const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What the command key is called where the reader is. */
export const commandKey = apple ? "⌘" : "Ctrl";
export const optionKey = apple ? "⌥" : "Alt";
