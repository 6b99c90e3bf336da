package dev.assay.detectors.crypto.code;

import java.util.List;

/** Parts of texts and arrays, by their bounds. Stateless. */
final class Slices {
    private Slices() {}

    /**
     * What stands between two places.
     *
     * @param at the bounds, of which one that is left out is {@link Value.Nothing}
     */
    static Value of(Value whole, List<Value> at, State state) {
        long from = isLeftOut(at.get(0)) ? 0 : place(at.get(0));
        boolean toEnd = isLeftOut(at.get(1));
        if (from == 0 && toEnd) {
            return whole;
        }
        long to = toEnd ? -1 : place(at.get(1));
        if (whole instanceof Value.Known(String text)) {
            long end = toEnd ? text.length() : to;
            return from >= 0 && from <= end && end <= text.length()
                    ? Value.of(text.substring((int) from, (int) end))
                    : new Value.Data(state.provenance(whole), -1);
        }
        long all = state.bits(whole);
        long bits = from < 0 || toEnd && all < 0 || !toEnd && to < from ? -1 : toEnd ? all - 8 * from : 8 * (to - from);
        return switch (whole) {
            case Value.Reference of when state.instance(of) != null -> new Value.Part(of, Math.max(bits, -1));
            case Value.Part(Value.Reference of, long _) -> new Value.Part(of, Math.max(bits, -1));
            case Value _ -> new Value.Data(state.provenance(whole), Math.max(bits, -1));
        };
    }

    private static boolean isLeftOut(Value bound) {
        return bound.equals(new Value.Known(Value.Nothing.NOTHING));
    }

    private static long place(Value bound) {
        return bound instanceof Value.Known(Long place) && place >= 0 && place < Integer.MAX_VALUE ? place : -1;
    }
}
