package dev.assay.engine.code;

import java.util.List;

/**
 * One way a language writes texts. Immutable.
 *
 * @param open what begins it, without a prefix
 * @param close what ends it
 * @param escape the character that takes the next one's meaning, or 0
 * @param doubled whether {@code close} written twice stands for itself
 * @param lines whether it may run over the line's end
 * @param interpolations what begins an expression in it, such as a dollar sign and a brace; its last character is the bracket
 * @param names whether {@code $name} in it is that variable
 * @param specifier whether an expression in it may end with a colon and how to write the value
 * @param raw whether escapes stay as they are
 * @param bytes whether it stands for bytes
 * @param indented whether the indentation that all lines share, and the first line's end, do not count
 * @param hashes whether any number of {@code #} may stand around it, and then also in its escapes
 * @param single whether it holds one character, and is something else where that is not so
 * @param delimited whether it ends with a word of its own: {@code R"x(...)x"}
 * @param heredoc the quotes in which a word may stand behind {@code open} that then ends it, first on a line of its own; without any
 *     quotes too, unless it is raw; empty where none does
 * @param symbol whether it is a name behind {@code open}, and ends with that
 * @param chosen whether what stands behind {@code open} ends it, a bracket with the other one
 * @param words whether it stands for the words in it
 * @param runs whether it is a command that is run, and what that gives
 */
record StringForm(
        String open,
        String close,
        char escape,
        boolean doubled,
        boolean lines,
        List<String> interpolations,
        boolean names,
        boolean specifier,
        boolean raw,
        boolean bytes,
        boolean indented,
        boolean hashes,
        boolean single,
        boolean delimited,
        String heredoc,
        boolean symbol,
        boolean chosen,
        boolean words,
        boolean runs) {

    StringForm {
        interpolations = List.copyOf(interpolations);
    }

    /** By byte: what may end a run of plain characters. */
    boolean[] stops() {
        boolean[] stops = new boolean[256];
        stops['\n'] = true;
        stops['\r'] = true;
        stops[close.charAt(0)] = true;
        if (escape != 0) {
            stops[escape] = true;
        }
        if (names) {
            stops['$'] = true;
        }
        for (String interpolation : interpolations) {
            stops[interpolation.charAt(0)] = true;
        }
        return stops;
    }
}
