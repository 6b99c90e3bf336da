package dev.assay.detectors.indicator.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that is a file of its own as it is judged: whole, or, where it is a bundle of many, in parts. In a bundle whatever stands
 * somewhere means nothing for what stands elsewhere, and short names are used again and again; of four bundles of 4 to 9 MB (yarn, Yarn 4,
 * pnpm, ncc) three seemed to open a shell or to run what they fetch, judged whole, and in parts none. It takes 0.2 s of a processor a MB.
 * Pure functions.
 */
final class ProgramParts {
    /** What people write by hand is smaller by far. */
    private static final int MOST_WHOLE = 512 << 10;

    private static final int PART = 64 << 10;

    /** Of what stands at the end of a part, again at the begin of the next. */
    private static final int TWICE = 16 << 10;

    /** Of a longer one the rest says nothing; a program that is small but for it is judged whole. */
    private static final int MOST_BLOB = 8 << 10;

    private ProgramParts() {}

    /** In their order; one for a program that is judged whole. */
    static List<String> of(String program) {
        String text = program.length() <= MOST_WHOLE ? program : withoutBlobs(program);
        if (text.length() <= MOST_WHOLE) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>(text.length() / (PART - TWICE) + 1);
        int from = 0;
        while (from + PART < text.length()) {
            parts.add(text.substring(from, from + PART));
            int line = text.indexOf('\n', from + PART - TWICE);
            from = line < 0 || line >= from + PART ? from + PART - TWICE : line + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Runs of characters of Base64 and hexadecimal digits are cut. */
    private static String withoutBlobs(String program) {
        StringBuilder text = new StringBuilder(program.length());
        int run = 0;
        for (int i = 0; i < program.length(); i++) {
            run = ProgramText.isOfBlob(program.charAt(i)) ? run + 1 : 0;
            if (run <= MOST_BLOB) {
                text.append(program.charAt(i));
            }
        }
        return text.toString();
    }
}
