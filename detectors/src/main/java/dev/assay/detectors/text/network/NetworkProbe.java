package dev.assay.detectors.text.network;

import dev.assay.detectors.text.Chars;
import dev.assay.detectors.text.Probe;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Rows;
import dev.assay.engine.text.Window;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** Addresses by the rows of {@code indicators.tsv}. Immutable. */
public final class NetworkProbe implements Probe {
    private static final int MOST_SCHEME = 8;
    private static final int ONION_2 = 16;
    private static final int ONION_3 = 56;

    /** How much of a path is shown: what follows may give access. */
    private static final int LEAST_PATH = 4;

    private enum Form {
        HOST,
        PATH,
        ONION,
        URL
    }

    private record Row(String kind, String literal, Form form) {
        static Row of(List<String> row) {
            return new Row(row.get(0), row.get(1), Form.valueOf(row.get(2).toUpperCase(Locale.ROOT)));
        }
    }

    private final List<Row> rows =
            Rows.read(Objects.requireNonNull(NetworkProbe.class.getResource("indicators.tsv")), 3).stream()
                    .map(Row::of)
                    .toList();
    private final List<Literal> literals =
            rows.stream().map(row -> new Literal(row.literal(), true)).toList();

    @Override
    public String family() {
        return "network";
    }

    @Override
    public List<Literal> literals() {
        return literals;
    }

    @Override
    public void look(Window at, int literal, int index, Consumer<Fact> found) {
        Row row = rows.get(literal);
        byte[] bytes = at.bytes();
        int end = index + row.literal().length();
        switch (row.form()) {
            case HOST -> {
                int before = Chars.at(bytes, index - 1, at.end());
                int after = Chars.at(bytes, end, at.end());
                boolean inName = (Chars.isAlphanumeric(before) || before == '-' || before == '_')
                        && behindEscape(at, index - 2) != index;
                boolean goesOn = Chars.isAlphanumeric(after) || after == '-' || after == '_';
                boolean moreLabels = after == '.' && Chars.isAlphanumeric(Chars.at(bytes, end + 1, at.end()));
                if (!inName && !goesOn && !moreLabels) {
                    found.accept(new Indicator(row.kind(), row.literal(), at.positionOf(index)));
                }
            }
            case PATH -> {
                int to = end;
                while (to < at.end() && to - end < LEAST_PATH && Chars.isName(bytes[to] & 0xff)) {
                    to++;
                }
                if (to - end == LEAST_PATH && !Chars.isAlphanumeric(Chars.at(bytes, index - 1, at.end()))) {
                    found.accept(new Indicator(row.kind(), row.literal() + "...", at.positionOf(index)));
                }
            }
            case ONION -> onion(row, at, index, end, found);
            case URL -> url(row, at, index, end, found);
        }
    }

    /** Version 2 has 16 characters of base 32, version 3 has 56. */
    private static void onion(Row row, Window at, int index, int end, Consumer<Fact> found) {
        int from = index;
        while (from > 0 && index - from <= ONION_3 && isBase32(at.bytes()[from - 1])) {
            from--;
        }
        int length = index - from;
        if ((length == ONION_2 || length == ONION_3) && !Chars.isAlphanumeric(Chars.at(at.bytes(), end, at.end()))) {
            String name = new String(at.bytes(), from, end - from, StandardCharsets.ISO_8859_1);
            found.accept(new Indicator(row.kind(), name.toLowerCase(Locale.ROOT), at.positionOf(from)));
        }
    }

    private static boolean isBase32(int c) {
        return Chars.isLetter(c) || c >= '2' && c <= '7';
    }

    /** An address of IPv4 behind a scheme that transfers something, if it is of no private or documented network. */
    private static void url(Row row, Window at, int index, int end, Consumer<Fact> found) {
        byte[] bytes = at.bytes();
        if (!Chars.isDigit(Chars.at(bytes, end, at.end()))) {
            return; // first, since nearly all end here
        }
        int scheme = index;
        while (scheme > 0 && index - scheme < MOST_SCHEME && Chars.isLetter(bytes[scheme - 1])) {
            scheme--;
        }
        scheme = Math.max(Math.max(scheme, behindEscape(at, scheme)), behindEscape(at, scheme - 1));
        if (scheme >= index) {
            return;
        }
        int[] parts = new int[4];
        int i = end;
        for (int part = 0; part < parts.length; part++) {
            int digits = 0;
            while (digits < 4 && Chars.isDigit(Chars.at(bytes, i, at.end()))) {
                parts[part] = parts[part] * 10 + bytes[i] - '0';
                digits++;
                i++;
            }
            boolean dotted = part == 3 || Chars.at(bytes, i, at.end()) == '.';
            if (digits == 0 || digits > 3 || parts[part] > 255 || !dotted) {
                return;
            }
            i += part == 3 ? 0 : 1;
        }
        int after = Chars.at(bytes, i, at.end());
        if (!Chars.isAlphanumeric(after) && after != '.' && after != '-' && isPublic(parts)) {
            String name = new String(bytes, scheme, index - scheme, StandardCharsets.ISO_8859_1);
            String address = new String(bytes, end, i - end, StandardCharsets.ISO_8859_1);
            String url = name.toLowerCase(Locale.ROOT) + "://" + address;
            found.accept(new Indicator(row.kind(), url, at.positionOf(scheme)));
        }
    }

    /** Where a character ends that addresses have as {@code %3d}, if its digits begin there; -1 for none. */
    private static int behindEscape(Window at, int digits) {
        boolean isOne = Chars.at(at.bytes(), digits - 1, at.end()) == '%'
                && Character.digit(Chars.at(at.bytes(), digits, at.end()), 16) >= 0
                && Character.digit(Chars.at(at.bytes(), digits + 1, at.end()), 16) >= 0;
        return isOne ? digits + 2 : -1;
    }

    /** RFC 6890 without its public parts, well-known resolvers, and what people write when they mean any address. */
    private static boolean isPublic(int[] ip) {
        boolean special = ip[0] == 0
                || ip[0] == 10
                || ip[0] == 127
                || ip[0] >= 224
                || ip[0] == 100 && ip[1] >= 64 && ip[1] < 128
                || ip[0] == 169 && ip[1] == 254
                || ip[0] == 172 && ip[1] >= 16 && ip[1] < 32
                || ip[0] == 192 && ip[1] == 168
                || ip[0] == 192 && ip[1] == 0
                || ip[0] == 198 && (ip[1] == 18 || ip[1] == 19 || ip[1] == 51 && ip[2] == 100)
                || ip[0] == 203 && ip[1] == 0 && ip[2] == 113;
        boolean resolver = ip[0] == ip[1] && ip[1] == ip[2] || ip[0] == 8 && ip[1] == 8;
        boolean counted = ip[0] == 1 && ip[1] == 2 && ip[2] == 3;
        return !special && !resolver && !counted;
    }
}
