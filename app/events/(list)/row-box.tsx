'use client';

type RowBoxProps = {
  label: string;
  checked: boolean;
  mixed?: boolean;
  onTurn: (on: boolean, range: boolean) => void;
};

/** A box that selects a row, above the row's link and with room for a finger. With Shift it means a range. */
export function RowBox({ label, checked, mixed = false, onTurn }: RowBoxProps) {
  return (
    <label className="relative z-[1] -m-3 grid size-11 cursor-pointer place-items-center">
      <input
        type="checkbox"
        data-select
        aria-label={label}
        checked={checked}
        ref={(box) => {
          if (box) box.indeterminate = mixed;
        }}
        // A click with Shift would also mark the text between.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onChange={(event) => onTurn(event.target.checked, (event.nativeEvent as MouseEvent).shiftKey === true)}
        className="size-4 cursor-pointer accent-(--c-accent-strong)"
      />
    </label>
  );
}
