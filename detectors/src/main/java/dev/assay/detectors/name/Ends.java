package dev.assay.detectors.name;

import java.util.List;

/**
 * How the names of a list begin and end, at any length. An edit stands behind a beginning that a name of the list has, and before an
 * end that one has; most names have neither for long. Built once, then immutable and shared.
 */
final class Ends {
    /**
     * Where edits of a name may be.
     *
     * @param front how many characters it and one of the list begin with, at most: no edit of this one's comes later first
     * @param lastFrom where the last one is, at the earliest: behind it one of the list ends alike, but for the other one of two
     *     swapped
     */
    record Between(int front, int lastFrom) {}

    private final Bits fronts;
    private final Bits backs;

    Ends(List<Form> names) {
        int characters = 0;
        for (Form name : names) {
            characters += name.length();
        }
        this.fronts = new Bits(characters);
        this.backs = new Bits(characters);
        for (Form name : names) {
            for (int i = 0; i < name.length(); i++) {
                fronts.add(Neighbourhood.spread(name.hash(0, i + 1)));
                backs.add(Neighbourhood.spread(name.hash(i, name.length())));
            }
        }
    }

    Between of(Form name) {
        int length = name.length();
        int front = 0;
        while (front < length && fronts.has(Neighbourhood.spread(name.hash(0, front + 1)))) {
            front++;
        }
        int from = length;
        while (from > 0 && backs.has(Neighbourhood.spread(name.hash(from - 1, length)))) {
            from--;
        }
        return new Between(front, Math.max(from - 2, 0));
    }

    long sizeBytes() {
        return fronts.sizeBytes() + backs.sizeBytes();
    }
}
