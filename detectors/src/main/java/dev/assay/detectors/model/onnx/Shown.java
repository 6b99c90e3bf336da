package dev.assay.detectors.model.onnx;

import dev.assay.engine.text.Printable;
import java.nio.charset.StandardCharsets;

/** Names and texts of a model in messages. */
final class Shown {
    private static final int MOST = 120;
    private static final int MOST_ARGUMENT_BYTES = 500;

    private Shown() {}

    /** A text in quotes, escaped and shortened. */
    static String text(String text) {
        return "'" + Printable.of(text, MOST) + "'";
    }

    static String beginning(byte[] text) {
        return new String(text, 0, Math.min(text.length, MOST_ARGUMENT_BYTES), StandardCharsets.UTF_8);
    }

    /** Whether it may be the name of a file, a URL or a call, and not one of the words that attributes mostly are. */
    static boolean isPathOrCall(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('(') >= 0;
    }
}
