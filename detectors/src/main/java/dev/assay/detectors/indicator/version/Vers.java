package dev.assay.detectors.indicator.version;

import dev.assay.engine.text.Parts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of all ecosystems in one notation, {@code vers:npm/1.2.3|>=2.0.0|<5.0.0} (ECMA-427, VERS), as CycloneDX 1.7 has them. Whose order of
 * versions counts, the package says. Bounds that leave open what is meant admit more, not less.
 */
final class Vers {
    private static final String PREFIX = "vers:";
    private static final int MOST = 100;

    private enum Operator {
        FROM(">="),
        TO("<="),
        NOT("!="),
        BELOW("<"),
        ABOVE(">"),
        IS("=");

        private final String written;

        Operator(String written) {
            this.written = written;
        }
    }

    private record Condition(Operator operator, Version version) {}

    private Vers() {}

    static boolean isOne(String text) {
        return text.startsWith(PREFIX);
    }

    /** Empty if it cannot be read. */
    static Optional<Requirement> parse(VersionScheme scheme, String text) {
        int slash = text.indexOf('/');
        String written = slash < 0 ? "" : text.substring(slash + 1).strip();
        if (written.equals("*")) {
            return Optional.of(Requirement.ANY);
        }
        List<Condition> conditions = new ArrayList<>();
        for (String each : Parts.of(written, '|')) {
            Condition condition = condition(scheme, each.strip());
            if (condition == null || conditions.size() == MOST) {
                return Optional.empty();
            }
            conditions.add(condition);
        }
        conditions.sort(Comparator.comparing(Condition::version));
        return Optional.of(requirement(conditions));
    }

    private static @Nullable Condition condition(VersionScheme scheme, String text) {
        Operator operator = Operator.IS;
        String rest = text;
        for (Operator each : Operator.values()) {
            if (text.startsWith(each.written)) {
                operator = each;
                rest = text.substring(each.written.length()).strip();
                break;
            }
        }
        String decoded = decoded(rest);
        Version version = decoded == null ? null : scheme.parse(decoded);
        return version == null ? null : new Condition(operator, version);
    }

    private static Requirement requirement(List<Condition> conditions) {
        List<Version> named = conditions.stream().map(Condition::version).toList();
        List<Span> except = new ArrayList<>(0);
        List<Span> spans = new ArrayList<>(2);
        Span low = null;
        boolean hasBounds = false;
        for (Condition each : conditions) {
            Version version = each.version();
            switch (each.operator()) {
                case IS -> spans.add(Span.only(version));
                case NOT -> except.add(Span.only(version));
                case FROM, ABOVE -> low = low == null ? Span.from(version, each.operator() == Operator.FROM) : low;
                case TO, BELOW -> {
                    Span high = Span.to(version, each.operator() == Operator.TO);
                    spans.add(low == null ? high : low.and(high));
                    low = null;
                }
            }
            hasBounds |= each.operator() != Operator.NOT;
        }
        if (low != null) {
            spans.add(low);
        }
        if (!hasBounds) {
            spans.add(Span.ALL);
        }
        return new Requirement(spans.stream()
                .map(span -> new Requirement.Alternative(span, except, named))
                .toList());
    }

    /** Null if it is no text in percent-encoding. */
    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] out = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEscape =
                    c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2));
            if (c > 0x7f || c == '%' && !isEscape) {
                return null;
            }
            out[length++] = isEscape ? (byte) HexFormat.fromHexDigits(text, i + 1, i + 3) : (byte) c;
            i += isEscape ? 2 : 0;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }
}
