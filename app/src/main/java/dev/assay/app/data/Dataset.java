package dev.assay.app.data;

import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A snapshot of reference data that is kept on this machine. Immutable, as is the file that it names.
 *
 * @param name {@code osv/npm}, {@code popular/pypi}, or what the user called it
 * @param type the purl's type that a list of popular names is of; empty for indicators
 * @param version what the server called this state, to ask whether it is another by now; may be empty
 * @param date of the data itself, as a day or an instant; may be empty
 * @param fetched when it was taken, as an instant
 * @param source where from
 * @param sourceDigest SHA-256 of what was taken, in hexadecimal
 * @param digest SHA-256 of the file that was made of it, in hexadecimal: also the file's name
 * @param entries how many indicators or names it has
 * @param signer the fingerprint of the key that it was signed with and was to be; empty if nobody asked for one
 * @param digests by which it knows files, such as {@code sha256}
 */
public record Dataset(
        String name,
        Kind kind,
        String type,
        String version,
        String date,
        String fetched,
        String source,
        String sourceDigest,
        String digest,
        long entries,
        String signer,
        Set<String> digests) {
    public Dataset {
        digests = Set.copyOf(digests);
    }

    /** Of the first catalogues; who signed and by which digests files are known came later. */
    private static final int FIELDS = 10;

    private static final int HEX = 64;

    /** What is in it. */
    public enum Kind {
        INDICATORS,
        POPULAR
    }

    /** The line of a catalogue. */
    String line() {
        return String.join(
                "\t",
                clean(name),
                kind.name().toLowerCase(Locale.ROOT),
                type,
                clean(version),
                clean(date),
                fetched,
                clean(source),
                sourceDigest,
                digest,
                Long.toString(entries),
                signer,
                String.join(",", new TreeSet<>(digests)));
    }

    private static String clean(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }

    /** @throws IOException if it is none */
    static Dataset of(String line) throws IOException {
        List<String> fields = Parts.of(line, '\t');
        try {
            int count = fields.size();
            if ((count == FIELDS || count == FIELDS + 2) && isDigest(fields.get(7)) && isDigest(fields.get(8))) {
                return new Dataset(
                        fields.get(0),
                        Kind.valueOf(fields.get(1).toUpperCase(Locale.ROOT)),
                        fields.get(2),
                        fields.get(3),
                        fields.get(4),
                        fields.get(5),
                        fields.get(6),
                        fields.get(7),
                        fields.get(8),
                        Long.parseLong(fields.get(9)),
                        count == FIELDS ? "" : fields.get(10),
                        count == FIELDS || fields.get(11).isEmpty()
                                ? Set.of()
                                : Set.copyOf(Parts.of(fields.get(11), ',')));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the catalogue of reference data is damaged", e);
        }
        throw new IOException("the catalogue of reference data is damaged");
    }

    private static boolean isDigest(String text) {
        return text.length() == HEX && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** What a report says of it. */
    ReferenceData cited() {
        return new ReferenceData(name, version, date.isEmpty() ? fetched : date, "sha256:" + sourceDigest);
    }
}
