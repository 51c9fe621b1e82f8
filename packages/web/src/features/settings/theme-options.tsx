import { DeviceIcon, MoonIcon, SunIcon } from "../../ui/icons/icons.tsx";

export const themeOptions = [
  { value: "system", label: "Like the system", icon: <DeviceIcon size={18} /> },
  { value: "light", label: "Light", icon: <SunIcon size={18} /> },
  { value: "dark", label: "Dark", icon: <MoonIcon size={18} /> },
] as const;
