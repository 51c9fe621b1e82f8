import { drawIcon } from "./icon.tsx";

export const AlertIcon = drawIcon(
  "Alert",
  <>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 6.5v4M10 13.4v.1" />
  </>,
);
export const ArrowDownIcon = drawIcon("ArrowDown", <path d="M10 4v12M5 11l5 5 5-5" />);
export const ArrowUpIcon = drawIcon("ArrowUp", <path d="M10 16V4M5 9l5-5 5 5" />);
export const BackIcon = drawIcon("Back", <path d="M12.5 4.5 7 10l5.5 5.5" />);
export const CheckIcon = drawIcon("Check", <path d="m4.5 10.5 3.75 3.75 7.25-8" />);
export const ChevronIcon = drawIcon("Chevron", <path d="m6 8 4 4 4-4" />);
export const ClockIcon = drawIcon(
  "Clock",
  <>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 6v4.25l2.75 1.6" />
  </>,
);
export const CloseIcon = drawIcon("Close", <path d="m5 5 10 10M15 5 5 15" />);
export const CompassIcon = drawIcon(
  "Compass",
  <>
    <circle cx="10" cy="10" r="7.25" />
    <path d="m12.75 7.25-1.5 4-4 1.5 1.5-4z" />
  </>,
);
export const CrownIcon = drawIcon("Crown", <path d="M3.5 6.5 6.5 9 10 4.5 13.5 9l3-2.5L15 14.5H5z" />);
export const DeviceIcon = drawIcon(
  "Device",
  <>
    <rect x="2.75" y="4" width="14.5" height="9.5" rx="1.75" />
    <path d="M7 16.5h6M10 13.5v3" />
  </>,
);
export const EyeIcon = drawIcon(
  "Eye",
  <>
    <path d="M2.25 10S5 4.75 10 4.75 17.75 10 17.75 10 15 15.25 10 15.25 2.25 10 2.25 10z" />
    <circle cx="10" cy="10" r="2.25" />
  </>,
);
export const EyeOffIcon = drawIcon(
  "EyeOff",
  <path d="M8.3 5a7.3 7.3 0 0 1 1.7-.25c5 0 7.75 5.25 7.75 5.25a13 13 0 0 1-2 2.65M5.6 6.2A12.7 12.7 0 0 0 2.25 10S5 15.25 10 15.25c1.65 0 3.05-.55 4.2-1.3M8.4 8.4a2.25 2.25 0 0 0 3.2 3.2M3.5 3.5l13 13" />,
);
export const GlobeIcon = drawIcon(
  "Globe",
  <>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M2.75 10h14.5M10 2.75c2 2 3 4.5 3 7.25s-1 5.25-3 7.25c-2-2-3-4.5-3-7.25s1-5.25 3-7.25z" />
  </>,
);
export const HashIcon = drawIcon("Hash", <path d="M8.25 3.5 6.75 16.5M13.25 3.5l-1.5 13M4 7.25h12.5M3.5 12.75H16" />);
export const InfoIcon = drawIcon(
  "Info",
  <>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 9.25v4.25M10 6.6v.1" />
  </>,
);
export const KeyboardIcon = drawIcon(
  "Keyboard",
  <>
    <rect x="2" y="5" width="16" height="10" rx="2" />
    <path d="M5.25 8.25h.1M8.4 8.25h.1M11.5 8.25h.1M14.65 8.25h.1M7 11.75h6" />
  </>,
);
export const LeaveIcon = drawIcon(
  "Leave",
  <path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M12.5 13.5 16 10l-3.5-3.5M16 10H8" />,
);
export const LockIcon = drawIcon(
  "Lock",
  <>
    <rect x="4" y="8.75" width="12" height="8" rx="1.75" />
    <path d="M6.75 8.75V6.5a3.25 3.25 0 0 1 6.5 0v2.25" />
  </>,
);
export const MoonIcon = drawIcon("Moon", <path d="M16.5 11.75A6.75 6.75 0 0 1 8.25 3.5a6.75 6.75 0 1 0 8.25 8.25z" />);
export const MoreIcon = drawIcon("More", <path d="M4.75 10h.1M9.95 10h.1M15.15 10h.1" strokeWidth="2.2" />);
export const PeopleIcon = drawIcon(
  "People",
  <>
    <circle cx="7.5" cy="7" r="2.75" />
    <path d="M2.25 16c.4-2.75 2.5-4.5 5.25-4.5s4.85 1.75 5.25 4.5M13 4.45a2.75 2.75 0 0 1 0 5.1M14.5 11.85c1.8.600 3 2.05 3.25 4.15" />
  </>,
);
export const PersonAddIcon = drawIcon(
  "PersonAdd",
  <>
    <circle cx="8" cy="7" r="2.75" />
    <path d="M2.5 16c.4-2.75 2.65-4.5 5.5-4.5 1.3 0 2.5.4 3.45 1.05M15 11.5v5M12.5 14h5" />
  </>,
);
export const PersonRemoveIcon = drawIcon(
  "PersonRemove",
  <>
    <circle cx="8" cy="7" r="2.75" />
    <path d="M2.5 16c.4-2.75 2.65-4.5 5.5-4.5 1.3 0 2.5.4 3.45 1.05M12.5 14h5" />
  </>,
);
export const PlusIcon = drawIcon("Plus", <path d="M10 4v12M4 10h12" />);
export const RetryIcon = drawIcon("Retry", <path d="M16 10a6 6 0 1 1-1.9-4.4M16.25 3v3.25H13" />);
export const SearchIcon = drawIcon(
  "Search",
  <>
    <circle cx="9" cy="9" r="5.25" />
    <path d="m13 13 3.75 3.75" />
  </>,
);
export const SendIcon = drawIcon(
  "Send",
  <path d="M3.75 4.1c-.2-.6.4-1.1.95-.85l11.7 5.85a1 1 0 0 1 0 1.8L4.7 16.75c-.55.250-1.15-.25-.95-.85L5.5 10zM5.5 10h5" />,
);
export const SettingsIcon = drawIcon(
  "Settings",
  <path d="M3 6h7.5M14.5 6H17M3 14h2.5M9.5 14H17M12.5 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM7.5 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4z" />,
);
export const SunIcon = drawIcon(
  "Sun",
  <>
    <circle cx="10" cy="10" r="3.25" />
    <path d="M10 2.25v1.5M10 16.25v1.5M2.25 10h1.5M16.25 10h1.5M4.5 4.5l1.1 1.1M14.4 14.4l1.1 1.1M15.5 4.5l-1.1 1.1M5.6 14.4l-1.1 1.1" />
  </>,
);
export const TrashIcon = drawIcon(
  "Trash",
  <path d="M3.75 5.75h12.5M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5.25 5.75l.7 9.35A1.5 1.5 0 0 0 7.45 16.5h5.1a1.5 1.5 0 0 0 1.5-1.4l.7-9.35M8.5 9v4.25M11.5 9v4.25" />,
);
export const OfflineIcon = drawIcon(
  "Offline",
  <path d="M3 3l14 14M7 7.3A5 5 0 0 0 5.25 16H14M9.5 5.5A5 5 0 0 1 14.5 9.75a3.15 3.15 0 0 1 2.4 5" />,
);
