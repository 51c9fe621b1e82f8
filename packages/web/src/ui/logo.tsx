/** The mark: two speech bubbles, the second answering the first. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#0b6b5f" />
      <path
        d="M7 12.2A4.7 4.7 0 0 1 11.7 7.5h5.6A4.7 4.7 0 0 1 22 12.2a4.7 4.7 0 0 1-4.7 4.7h-4.8l-3.95 2.85A1 1 0 0 1 7 18.95z"
        fill="#fff"
      />
      <path
        d="M24.3 13.8a4.7 4.7 0 0 1 .95 2.85v7.3a.9.9 0 0 1-1.43.730L20.8 22.4h-3.25a4.7 4.7 0 0 1-4.05-2.3"
        fill="none"
        stroke="#8fe3d2"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
