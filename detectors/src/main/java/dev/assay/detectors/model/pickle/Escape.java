package dev.assay.detectors.model.pickle;

import dev.assay.engine.text.Printable;

/** Makes any text fit to be printed: one line, nothing invisible, nothing that turns the direction of reading. */
final class Escape {
    private Escape() {}

    static String printable(String text, int most) {
        return Printable.of(text, most);
    }

    /** The beginning of a text that is printable already. */
    static String shortened(String printable, int most) {
        return printable.length() <= most ? printable : printable.substring(0, most) + "...";
    }
}
