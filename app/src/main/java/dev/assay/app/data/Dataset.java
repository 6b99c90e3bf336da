package dev.assay.app.data;

import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
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
 * @param unread how many entries of what was taken could not be read, and are missing
 * @param notes what somebody should know who relies on it: the first of these with their places, and what was left out
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
        Set<String> digests,
        long unread,
        List<String> notes) {
    public Dataset {
        digests = Set.copyOf(digests);
        notes = List.copyOf(notes);
    }

    /** Of the first catalogues. */
    private static final int FIELDS = 10;

    /** With who signed and by which digests files are known. */
    private static final int SIGNED_FIELDS = FIELDS + 2;

    /** With how many entries could not be read; each field behind is a note. */
    private static final int READ_FIELDS = SIGNED_FIELDS + 1;

    private static final int HEX = 64;

    /** What is in it. */
    public enum Kind {
        INDICATORS,
        POPULAR
    }

    /** The line of a catalogue. */
    String line() {
        List<String> fields = new ArrayList<>(List.of(
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
                String.join(",", new TreeSet<>(digests)),
                Long.toString(unread)));
        notes.forEach(note -> fields.add(clean(note)));
        return String.join("\t", fields);
    }

    private static String clean(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }

    /** @throws IllegalArgumentException if it is none */
    static Dataset of(String line) {
        List<String> fields = Parts.of(line, '\t');
        int count = fields.size();
        boolean isOfSomeForm = count == FIELDS || count == SIGNED_FIELDS || count >= READ_FIELDS;
        if (!isOfSomeForm || !isDigest(fields.get(7)) || !isDigest(fields.get(8))) {
            throw new IllegalArgumentException("no line of a catalogue");
        }
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
                count == FIELDS || fields.get(11).isEmpty() ? Set.of() : Set.copyOf(Parts.of(fields.get(11), ',')),
                count < READ_FIELDS ? 0 : Long.parseLong(fields.get(12)),
                count <= READ_FIELDS ? List.of() : fields.subList(READ_FIELDS, count));
    }

    private static boolean isDigest(String text) {
        return text.length() == HEX && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** What a report says of it. */
    ReferenceData cited() {
        return new ReferenceData(name, version, date.isEmpty() ? fetched : date, "sha256:" + sourceDigest);
    }
}
