package dev.assay.detectors.name;

import dev.assay.engine.text.Rows;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Characters that look like letters and digits of ASCII, after UTS #39, section 4 ("Confusable Detection"). Not its
 * skeleton as such, which is for comparing two names and makes {@code rn} of {@code m}: here the aim is the name that
 * somebody would read, since all names of registries are in ASCII. Read when the first name needs it.
 */
final class Confusables {
    private Confusables() {}

    /** Made by the class loader when it is asked for, so that most runs never read the table. */
    private static final class Table {
        static final Map<Integer, String> LOOKS = read();

        private static Map<Integer, String> read() {
            Map<Integer, String> looks = new HashMap<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(Confusables.class.getResource("confusables.tsv")), 2)) {
                row.get(1).codePoints().forEach(point -> looks.put(point, row.get(0)));
            }
            return Map.copyOf(looks);
        }
    }

    /** The text as it would be read. What looks like nothing in ASCII becomes a delimiter; what is invisible is left out. */
    static String ascii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int step;
        for (int i = 0; i < text.length(); i += step) {
            int point = text.codePointAt(i);
            step = Character.charCount(point);
            if (point < 0x80) {
                out.append((char) point);
                continue;
            }
            String looks = Table.LOOKS.get(point);
            out.append(looks == null ? decomposed(point) : looks);
        }
        return out.toString();
    }

    /** By compatibility, and without marks: a full-width or an accented letter is read as the plain one. */
    private static String decomposed(int point) {
        int type = Character.getType(point);
        if (type == Character.FORMAT || type == Character.CONTROL || type == Character.NON_SPACING_MARK) {
            return "";
        }
        String parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(1);
        for (int i = 0; i < parts.length(); i++) {
            char c = parts.charAt(i);
            if (c < 0x80) {
                out.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                return "-";
            }
        }
        return out.toString();
    }
}
