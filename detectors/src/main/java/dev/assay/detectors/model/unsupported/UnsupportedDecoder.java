package dev.assay.detectors.model.unsupported;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A format that a loader could interpret and that this version does not decode: says so, as a gap, instead of passing
 * over it. One for each format of {@code formats.tsv}. Reads nothing.
 */
public final class UnsupportedDecoder implements Decoder {
    private static final int COLUMNS = 5;

    /** Bytes at an offset, some of which may be any; an empty set of extensions stands for any name. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Pattern(Set<String> extensions, int offset, byte[] value, byte[] mask) {
        boolean matches(Head head) {
            if (!extensions.isEmpty() && !extensions.contains(head.extension())) {
                return false;
            }
            if (head.at(0) < 0) {
                return false; // a name alone makes no model of nothing
            }
            for (int i = 0; i < value.length; i++) {
                int at = head.at(offset + i);
                if (at < 0 || (at & mask[i]) != (value[i] & 0xff)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Format format;
    private final String title;

    private UnsupportedDecoder(String id, String title, List<Pattern> patterns) {
        this.title = title;
        this.format = new Format(id, head -> {
            for (Pattern pattern : patterns) {
                if (pattern.matches(head)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** One decoder for each format of the table. */
    public static List<Decoder> all() {
        URL table = Objects.requireNonNull(UnsupportedDecoder.class.getResource("formats.tsv"));
        Map<String, String> titles = new TreeMap<>();
        Map<String, List<Pattern>> patterns = new TreeMap<>();
        for (List<String> row : Rows.read(table, COLUMNS)) {
            String id = row.get(0);
            String title = titles.putIfAbsent(id, row.get(1));
            if (title != null && !title.equals(row.get(1))) {
                throw new IllegalArgumentException(table + ": " + id + " has two titles");
            }
            patterns.computeIfAbsent(id, ignored -> new ArrayList<>()).add(pattern(row));
        }
        List<Decoder> decoders = new ArrayList<>();
        patterns.forEach((id, each) ->
                decoders.add(new UnsupportedDecoder(id, Objects.requireNonNull(titles.get(id)), List.copyOf(each))));
        return decoders;
    }

    private static Pattern pattern(List<String> row) {
        String extensions = row.get(2);
        String magic = row.get(4).equals("-") ? "" : row.get(4);
        String value = magic.replace('?', '0');
        StringBuilder mask = new StringBuilder();
        for (int i = 0; i < magic.length(); i++) {
            mask.append(magic.charAt(i) == '?' ? '0' : 'F');
        }
        HexFormat hex = HexFormat.of();
        return new Pattern(
                extensions.equals("-") ? Set.of() : Set.copyOf(Parts.of(extensions, ',')),
                Integer.parseInt(row.get(3)),
                hex.parseHex(value),
                hex.parseHex(mask.toString()));
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) {
        out.gap(GapKind.UNSUPPORTED, 0, "is " + title + ", which this version does not read", in.sizeBytes());
    }
}
