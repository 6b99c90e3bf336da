package dev.assay.detectors.indicator.feed;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Affected.Bounds;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.version.VersionScheme;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions are meant, as people write it: {@code 1.0, 1.1 || >=2.0 <2.3 || 3.*, !=3.4}. What is parted by {@code ||} or commas is
 * one or the other, but for the bounds of one alternative, which hold together; {@code *} or nothing is every version. Anything else, such as
 * {@code 1.0 to 1.5}, is refused and never read as something else.
 */
final class Constraint {
    private static final int MOST_SHOWN = 60;

    private final Ecosystem ecosystem;
    private final List<String> versions = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>();
    private final List<Bounds> ranges = new ArrayList<>();
    private final List<String> except = new ArrayList<>();
    private Bounds bounds = Affected.ALL.ranges().getFirst();

    private Constraint(Ecosystem ecosystem) {
        this.ecosystem = ecosystem;
    }

    /** @throws IllegalArgumentException if it cannot be read, with the reason */
    static Affected parse(Ecosystem ecosystem, String text) {
        Constraint constraint = new Constraint(ecosystem);
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
        bounds = Affected.ALL.ranges().getFirst();
        boolean hasBounds = false;
        for (String group : Parts.of(text, ',')) {
            List<String> terms = terms(group);
            for (String term : terms) {
                boolean isBound = term.startsWith("<") || term.startsWith(">");
                if (!isBound && terms.size() > 1) {
                    throw new IllegalArgumentException("versions are parted by commas or ||, unlike in '"
                            + Printable.of(group.strip(), MOST_SHOWN) + "'");
                }
                hasBounds |= isBound;
                term(term);
            }
        }
        if (hasBounds) {
            ranges.add(bounds);
        }
    }

    /** What white space parts, an operator being part of the version behind it. */
    private static List<String> terms(String group) {
        List<String> terms = new ArrayList<>(2);
        StringBuilder term = new StringBuilder();
        for (int i = 0; i <= group.length(); i++) {
            char c = i == group.length() ? ' ' : group.charAt(i);
            boolean isOperator = !term.isEmpty() && "<>=!".indexOf(term.charAt(term.length() - 1)) >= 0;
            if (c != ' ' && c != '\t') {
                term.append(c);
            } else if (!term.isEmpty() && (!isOperator || i == group.length())) {
                terms.add(term.toString());
                term.setLength(0);
            }
        }
        return terms;
    }

    private void term(String term) {
        int at = 0;
        while (at < term.length() && "<>=!".indexOf(term.charAt(at)) >= 0) {
            at++;
        }
        String version = term.substring(at);
        switch (term.substring(0, at)) {
            case ">=" -> bounds = new Bounds(ordered(version), true, bounds.high(), bounds.highIsIn());
            case ">" -> bounds = new Bounds(ordered(version), false, bounds.high(), bounds.highIsIn());
            case "<=" -> bounds = new Bounds(bounds.low(), bounds.lowIsIn(), ordered(version), true);
            case "<" -> bounds = new Bounds(bounds.low(), bounds.lowIsIn(), ordered(version), false);
            case "!=" -> except.add(checked(version));
            case "", "=", "==" -> {
                if (version.equals("*")) {
                    ranges.add(Affected.ALL.ranges().getFirst());
                } else if (version.indexOf('*') >= 0) {
                    patterns.add(version);
                } else {
                    versions.add(checked(version));
                }
            }
            default -> throw new IllegalArgumentException("no operator is written '" + term.substring(0, at) + "'");
        }
    }

    private String ordered(String version) {
        if (ecosystem.scheme() == VersionScheme.NONE) {
            throw new IllegalArgumentException("versions of " + ecosystem.type() + " have no order");
        }
        return checked(version);
    }

    private String checked(String version) {
        boolean isVersion = ecosystem.tags()
                ? !version.isEmpty() && version.length() <= VersionScheme.LONGEST
                : ecosystem.scheme().parse(version) != null;
        if (!isVersion) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(version, MOST_SHOWN) + "' is no version of " + ecosystem.type());
        }
        return version;
    }
}
