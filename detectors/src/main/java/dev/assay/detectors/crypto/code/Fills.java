package dev.assay.detectors.crypto.code;

/** Bytes that calls put into what they are given. Belongs to one thread and one text. */
final class Fills {
    private final Pointers pointers;

    Fills(Pointers pointers) {
        this.pointers = pointers;
    }

    /** Fills an argument as a row says. */
    void fill(ApiRow row, Given given, Frame frame) {
        ApiRow.Fill fill = row.fills();
        Value value = fill == null ? null : given.get(fill.argument().argument());
        if (fill == null || value == null) {
            return;
        }
        if (fill.how() == ApiRow.How.MAYBE) {
            frame.state().mayFill(value);
            return;
        }
        Given.One filled = given.argument(fill.argument().argument());
        Provenance with = with(fill, given, frame.state());
        boolean isWithin = filled != null && filled.shape() == Given.Shape.WITHIN;
        boolean isObject = false;
        for (Value one : Value.each(value)) {
            Instance instance = frame.state().mutable(one);
            boolean isPart = fill.how() == ApiRow.How.PART || isWithin || one instanceof Value.Part;
            if (instance != null && isPart) {
                instance.fillPart(with);
            } else if (instance != null) {
                instance.fill(with);
            }
            isObject |= instance != null;
        }
        if (!isObject && filled != null) {
            pointers.leave(filled, new Value.Data(with, -1), frame);
        }
    }

    private static Provenance with(ApiRow.Fill fill, Given given, State state) {
        if (fill.origin() != null) {
            return Provenance.of(fill.origin());
        }
        if (fill.from() == null) {
            Provenance all = null;
            for (Given.One argument : given.arguments()) {
                if (!argument.equals(given.argument(fill.argument().argument())) && !argument.isType()) {
                    Provenance one = state.provenance(argument.value());
                    all = all == null ? one : all.with(one);
                }
            }
            return all == null ? Provenance.OUTSIDE : all;
        }
        Value from = given.get(fill.from().argument());
        return from == null
                ? Provenance.OUTSIDE
                : from.equals(Value.of(0)) ? Provenance.of(Origin.ZERO) : state.provenance(from);
    }
}
