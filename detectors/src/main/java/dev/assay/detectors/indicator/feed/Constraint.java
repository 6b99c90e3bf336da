package dev.assay.detectors.indicator.feed;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Affected.Bounds;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.version.Span;
import dev.assay.detectors.indicator.version.VersionScheme;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions are meant, as people write it: {@code 1.0, 1.1 || >=2.0 <2.3 || 3.*, !=3.4}. What is parted by {@code ||} or commas is
 * one or the other, but for single bounds of one alternative, which hold together ({@code >=1.0, <2.0}); {@code *} or nothing is every
 * version. Beside it what the ecosystem itself writes and no other would read differently: {@code [1.0,2.0)} of Maven and NuGet, and
 * {@code ^}, {@code ~}, {@code ~>} and {@code ~=} where they are operators. Anything else, such as {@code 1.0 to 1.5}, is refused and never
 * read as something else; so is what no version can be.
 */
final class Constraint {
    private static final int MOST_SHOWN = 60;
    private static final int DIGEST_DIGITS = 64;
    private static final String DIGEST = "sha256:";
    private static final String OPERATORS = "<>=!~^";
    private static final Bounds NONE = Affected.ALL.ranges().getFirst();

    private final Ecosystem ecosystem;
    private final List<String> versions = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>();
    private final List<Bounds> ranges = new ArrayList<>();
    private final List<String> except = new ArrayList<>();
    private Bounds together = NONE;

    private Constraint(Ecosystem ecosystem) {
        this.ecosystem = ecosystem;
    }

    /** @throws IllegalArgumentException if it cannot be read, with the reason */
    static Affected parse(Ecosystem ecosystem, String text) {
        Constraint constraint = new Constraint(ecosystem);
        if (ecosystem.names().hasNoVersions() && !text.isBlank()) {
            throw new IllegalArgumentException("of " + ecosystem.type() + " there are no versions");
        }
        int from = 0;
        for (int to; (to = text.indexOf("||", from)) >= 0; from = to + 2) {
            constraint.alternative(text.substring(from, to));
        }
        constraint.alternative(text.substring(from));
        boolean saysAll = constraint.versions.isEmpty() && constraint.patterns.isEmpty() && constraint.ranges.isEmpty();
        return new Affected(
                constraint.versions,
                constraint.patterns,
                saysAll ? Affected.ALL.ranges() : constraint.ranges,
                constraint.except,
                false);
    }

    private void alternative(String text) {
        together = NONE;
        boolean hasNative = false;
        for (String group : Parts.of(intervals(text), ',')) {
            List<String> terms = terms(group);
            Bounds bounds = NONE;
            for (String term : terms) {
                boolean isBound = term.startsWith("<") || term.startsWith(">");
                if (!isBound && terms.size() > 1) {
                    throw new IllegalArgumentException(
                            "versions are parted by commas or ||, unlike in " + shown(group.strip()));
                }
                if (isBound) {
                    bounds = and(bounds, bound(term));
                } else {
                    hasNative |= term(term);
                }
            }
            if (!bounds.low().isEmpty() && !bounds.high().isEmpty()) {
                range(bounds);
            } else {
                together = and(together, bounds);
            }
        }
        if (!together.isAll()) {
            if (hasNative) {
                throw new IllegalArgumentException(
                        "bounds beside ^ or ~ may mean both or either: write one or the other");
            }
            range(together);
        }
    }

    private static Bounds and(Bounds one, Bounds other) {
        if (!one.low().isEmpty() && !other.low().isEmpty()
                || !one.high().isEmpty() && !other.high().isEmpty()) {
            throw new IllegalArgumentException("two bounds on the same side: alternatives are parted by ||");
        }
        Bounds low = other.low().isEmpty() ? one : other;
        Bounds high = other.high().isEmpty() ? one : other;
        return new Bounds(low.low(), low.lowIsIn(), high.high(), high.highIsIn());
    }

    /** Adds what is between two, unless nothing can be. */
    private void range(Bounds bounds) {
        Span span = bounds.span(ecosystem.scheme());
        if (span == null || span.isEmpty()) {
            throw new IllegalArgumentException("no version is between " + bounds.low() + " and " + bounds.high()
                    + ": alternatives are parted by ||");
        }
        ranges.add(bounds);
    }

    /**
     * Takes intervals, {@code [1.0,2.0)}, out of a text, which have commas of their own.
     *
     * @return what is not between brackets
     */
    private String intervals(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        char before = ',';
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '[' && c != '(') {
                rest.append(c);
                before = isSpace(c) ? before : c;
                at++;
                continue;
            }
            int close = at + 1;
            while (close < text.length() && text.charAt(close) != ']' && text.charAt(close) != ')') {
                close++;
            }
            if (!ecosystem.syntax().hasIntervals() || close == text.length() || before != ',') {
                throw new IllegalArgumentException(
                        shown(text.strip()) + " is no interval of " + ecosystem.type() + advice());
            }
            interval(text.substring(at, close + 1));
            at = close + 1;
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
            if (at < text.length() && text.charAt(at) != ',') {
                throw new IllegalArgumentException(
                        "versions are parted by commas or ||, unlike in " + shown(text.strip()));
            }
        }
        return rest.toString();
    }

    private void interval(String text) {
        List<String> parts = Parts.of(text.substring(1, text.length() - 1), ',');
        String low = parts.getFirst().strip();
        String high = parts.getLast().strip();
        boolean lowIsIn = text.startsWith("[");
        boolean highIsIn = text.endsWith("]");
        if (parts.size() == 1 && lowIsIn && highIsIn) {
            versions.add(checked(low));
        } else if (parts.size() == 2 && low.isEmpty() && high.isEmpty()) {
            ranges.add(NONE);
        } else if (parts.size() == 2) {
            range(new Bounds(
                    low.isEmpty() ? "" : ordered(low), lowIsIn, high.isEmpty() ? "" : ordered(high), highIsIn));
        } else {
            throw new IllegalArgumentException(shown(text) + " is no interval");
        }
    }

    /** What white space parts, an operator being part of the version behind it. */
    private static List<String> terms(String group) {
        List<String> terms = new ArrayList<>(2);
        StringBuilder term = new StringBuilder();
        for (int i = 0; i <= group.length(); i++) {
            char c = i == group.length() ? ' ' : group.charAt(i);
            boolean isOperator = !term.isEmpty() && OPERATORS.indexOf(term.charAt(term.length() - 1)) >= 0;
            if (!isSpace(c)) {
                term.append(c);
            } else if (!term.isEmpty() && (!isOperator || i == group.length())) {
                terms.add(term.toString());
                term.setLength(0);
            }
        }
        return terms;
    }

    /** A field in quotation marks may have lines (RFC 4180). */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static String operator(String term) {
        int at = 0;
        while (at < term.length() && OPERATORS.indexOf(term.charAt(at)) >= 0) {
            at++;
        }
        return term.substring(0, at);
    }

    private Bounds bound(String term) {
        String operator = operator(term);
        String version = term.substring(operator.length());
        return switch (operator) {
            case ">=", ">" -> new Bounds(ordered(version), operator.equals(">="), "", true);
            case "<=", "<" -> new Bounds("", true, ordered(version), operator.equals("<="));
            default -> throw unknown(operator);
        };
    }

    /** @return whether it is a range in the ecosystem's own notation */
    private boolean term(String term) {
        String operator = operator(term);
        String version = term.substring(operator.length());
        switch (operator) {
            case "!=" -> except.add(checked(version));
            case "", "=", "==" -> {
                if (version.equals("*")) {
                    ranges.add(NONE);
                } else if (version.indexOf('*') >= 0) {
                    patterns.add(plain(version));
                } else {
                    ecosystem
                            .syntax()
                            .open(version)
                            .ifPresentOrElse(
                                    begin -> patterns.add(plain(begin) + "*"), () -> versions.add(checked(version)));
                }
            }
            default -> {
                String high = ecosystem.syntax().next(operator, version).orElseThrow(() -> unknown(operator));
                range(new Bounds(ordered(version), true, high, false));
                return true;
            }
        }
        return false;
    }

    private IllegalArgumentException unknown(String operator) {
        return new IllegalArgumentException(
                "no operator of " + ecosystem.type() + " is written '" + operator + "' in feeds" + advice());
    }

    private String advice() {
        return ecosystem.scheme() == VersionScheme.NONE
                ? ": write the versions one by one"
                : ": write bounds, such as >=1.2 <2.0";
    }

    private String ordered(String version) {
        if (ecosystem.scheme() == VersionScheme.NONE) {
            throw new IllegalArgumentException("versions of " + ecosystem.type() + " have no order");
        }
        return checked(version);
    }

    private String checked(String version) {
        boolean isVersion = ecosystem.texts()
                ? !version.isEmpty() && version.length() <= VersionScheme.LONGEST
                : ecosystem.scheme().parse(version) != null;
        if (!isVersion) {
            throw notOne(version);
        }
        return plain(version);
    }

    /** Refuses what only operators have: tags and versions of Maven may be nearly any text, and would never match. */
    private String plain(String version) {
        boolean hasTilde = ecosystem.scheme() == VersionScheme.DEBIAN || ecosystem.scheme() == VersionScheme.RPM;
        boolean hasEpoch = ecosystem.scheme() == VersionScheme.PEP440; // 1!2.0
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            boolean isOfOperator =
                    "[](),<>=".indexOf(c) >= 0 || c == '!' && !hasEpoch || (c == '~' || c == '^') && !hasTilde;
            if (c <= ' ' || isOfOperator) {
                throw notOne(version);
            }
        }
        if (version.endsWith("+")) { // Gradle: 1.+
            throw notOne(version);
        }
        if (version.startsWith(DIGEST)
                && (version.length() != DIGEST.length() + DIGEST_DIGITS
                        || version.chars().skip(DIGEST.length()).anyMatch(c -> Character.digit(c, 16) < 0))) {
            throw notOne(version);
        }
        return ecosystem.canonicalVersion(version);
    }

    private IllegalArgumentException notOne(String version) {
        return new IllegalArgumentException(shown(version) + " is no version of " + ecosystem.type());
    }

    private static String shown(String text) {
        return "'" + Printable.of(text, MOST_SHOWN) + "'";
    }
}
