import type { Comparison } from "./measure.ts";
import type { Sources } from "./sources.ts";

type Planned = Omit<Comparison, "product" | "bare"> & { product: keyof Sources; bare: keyof Sources };

export const COMPARISONS: readonly Planned[] = [
  {
    name: "check_availability by phone",
    against: "an RPC that returns a constant",
    product: "checkAvailability",
    bare: "bareConstant",
    aim: 0.5,
    p95At16: 50,
  },
  {
    name: "book_appointment by phone",
    against: "an RPC that selects and inserts",
    product: "bookByPhone",
    bare: "bareInsertPhone",
    aim: 0.5,
    p95At16: 50,
  },
  {
    name: "book_appointment, slot taken",
    against: "an RPC that selects and inserts",
    product: "bookTakenSlot",
    bare: "bareInsertBeside",
  },
  {
    name: "GET availability of a day",
    against: "an RPC that selects a day",
    product: "availabilityApi",
    bare: "bareSelect",
    aim: 0.6,
  },
  {
    name: "GET the earliest 3 of 62 days",
    against: "an RPC that selects a day",
    product: "earliestApi",
    bare: "bareSelect",
    aim: 0.3,
  },
  {
    name: "POST appointments",
    against: "an RPC that selects and inserts",
    product: "bookApi",
    bare: "bareInsertWeb",
    aim: 0.75,
  },
  {
    name: "POST appointments over 50 branches",
    against: "an RPC that selects and inserts, over 50 objects",
    product: "bookManyBranches",
    bare: "bareInsertMany",
    aim: 0.6,
  },
];
