package dev.assay.engine.tensor;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How files begin, each by more bytes than chance gives. Narrower than what recognises formats: that has to see whatever a
 * loader takes, this is asked of noise thousands of times a model. Immutable.
 */
final class Signatures {
    /** The longest of {@code signatures.tsv} ends before. */
    static final int MOST_BYTES = 64;

    private record Signature(String name, List<@Nullable BitSet> bytes) {}

    private final List<Signature> all = new ArrayList<>();
    private final BitSet firsts = new BitSet();

    private Signatures() {}

    /** Read with the first tensor. */
    private static final class Table {
        static final Signatures SIGNATURES = read();

        private static Signatures read() {
            Signatures signatures = new Signatures();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(Signatures.class.getResource("signatures.tsv")), 2)) {
                Signature signature = new Signature(row.get(0), bytes(row.get(1)));
                signatures.firsts.or(Objects.requireNonNull(signature.bytes().getFirst(), "begins with any byte"));
                signatures.all.add(signature);
            }
            return signatures;
        }

        private static List<@Nullable BitSet> bytes(String pattern) {
            List<@Nullable BitSet> bytes = new ArrayList<>();
            for (String token : Parts.of(pattern, ' ')) {
                if (token.startsWith("..")) {
                    int n = token.length() > 2 ? Integer.parseInt(token.substring(2)) : 1;
                    for (int i = 0; i < n; i++) {
                        bytes.add(null);
                    }
                } else {
                    bytes.add(set(token));
                }
            }
            if (bytes.size() > MOST_BYTES) {
                throw new IllegalArgumentException("signatures.tsv: longer than " + MOST_BYTES + ": " + pattern);
            }
            return bytes;
        }

        private static BitSet set(String token) {
            BitSet set = new BitSet();
            for (String part : Parts.of(token, ',')) {
                int hyphen = part.indexOf('-');
                int first = Integer.parseInt(hyphen < 0 ? part : part.substring(0, hyphen), 16);
                int last = Integer.parseInt(part.substring(hyphen + 1), 16);
                set.set(first, last + 1);
            }
            return set;
        }
    }

    static Signatures get() {
        return Table.SIGNATURES;
    }

    /** What begins at {@code from}, of the bytes up to {@code to}. */
    Optional<String> find(byte[] bytes, int from, int to) {
        if (from >= to || !firsts.get(bytes[from] & 0xff)) {
            return Optional.empty();
        }
        for (Signature signature : all) {
            if (begins(signature, bytes, from, to)) {
                return Optional.of(signature.name());
            }
        }
        return Optional.empty();
    }

    private static boolean begins(Signature signature, byte[] bytes, int from, int to) {
        if (signature.bytes().size() > to - from) {
            return false;
        }
        for (int i = 0; i < signature.bytes().size(); i++) {
            BitSet expected = signature.bytes().get(i);
            if (expected != null && !expected.get(bytes[from + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
