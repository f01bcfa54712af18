import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong border border-transparent",
  secondary: "bg-raised text-ink border border-line-strong shadow-card hover:bg-hover",
  quiet: "text-ink-soft border border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-bad text-surface border border-transparent hover:opacity-90",
} as const;

/** 44 px where fingers aim, less where a mouse does. */
const HEIGHT = "min-h-9 pointer-coarse:min-h-11";

type ButtonProps = ComponentProps<"button"> & { variant?: keyof typeof VARIANTS };

export function buttonClass(variant: keyof typeof VARIANTS, className: string): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-md text-sm font-medium whitespace-nowrap transition-colors disabled:cursor-default disabled:opacity-55",
    VARIANTS[variant],
    className,
  );
}

export function Button({ variant = "secondary", className, ...rest }: ButtonProps) {
  return <button type="button" className={buttonClass(variant, classNames(HEIGHT, "px-3", className))} {...rest} />;
}

type IconButtonProps = ButtonProps & { label: string; small?: boolean };

/** `label` is the button's name, for those who hear it and as a hint for those who hover. */
export function IconButton({ label, variant = "quiet", small = false, className, ...rest }: IconButtonProps) {
  const shape = small ? "size-7" : classNames(HEIGHT, "min-w-9 pointer-coarse:min-w-11");
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={buttonClass(variant, classNames(shape, className))}
      {...rest}
    />
  );
}
