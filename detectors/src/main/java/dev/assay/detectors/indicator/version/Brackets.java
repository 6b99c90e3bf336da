package dev.assay.detectors.indicator.version;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Intervals as mathematics has them: {@code [1.0,2.0)}, {@code (,1.0]}, {@code [1.0]}, and several of them parted by commas (Maven's
 * version ranges; NuGet's). Also {@code 1.+} of Gradle and {@code 1.*} of NuGet.
 */
final class Brackets {
    private Brackets() {}

    static Optional<Requirement> parse(RangeSyntax syntax, VersionScheme scheme, String text) {
        boolean isBracketed = text.startsWith("[") || text.startsWith("(");
        return isBracketed ? intervals(scheme, text) : bare(syntax, scheme, text);
    }

    private static Optional<Requirement> bare(RangeSyntax syntax, VersionScheme scheme, String text) {
        if (text.equals("+") || text.startsWith("latest.") || text.equals("LATEST") || text.equals("RELEASE")) {
            return Optional.of(Requirement.ANY);
        }
        if (text.endsWith("+") || text.endsWith("*")) {
            return floating(scheme, text.substring(0, text.length() - 1));
        }
        Comparators comparators = new Comparators(syntax, scheme);
        return comparators.add("", text) ? Optional.of(new Requirement(List.of(comparators.all()))) : Optional.empty();
    }

    /**
     * What begins so, of which the least is a bound: above it more is admitted, not less. One that stops within what comes before a release
     * means such versions ({@code 1.0.0-*}, {@code 1.0.0-beta*}).
     */
    private static Optional<Requirement> floating(VersionScheme scheme, String begins) {
        boolean lacksNumber = begins.endsWith(".") || begins.endsWith("-");
        Version low = scheme.parse(lacksNumber ? begins + "0" : begins);
        return low == null
                ? Optional.empty()
                : Optional.of(new Requirement(
                        List.of(new Requirement.Alternative(Span.from(low, true), List.of(), List.of(low)))));
    }

    private static Requirement.Alternative alternative(Span span) {
        return new Requirement.Alternative(span, List.of(), List.of());
    }

    private static Optional<Requirement> intervals(VersionScheme scheme, String text) {
        List<Requirement.Alternative> all = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int close = close(text, at);
            Span span = close < 0 ? null : interval(scheme, text, at, close);
            if (span == null) {
                return Optional.empty();
            }
            all.add(alternative(span));
            at = close + 1;
            while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
                at++;
            }
        }
        return Optional.of(new Requirement(all));
    }

    private static int close(String text, int from) {
        for (int at = from + 1; at < text.length(); at++) {
            if (text.charAt(at) == ']' || text.charAt(at) == ')') {
                return at;
            }
        }
        return -1;
    }

    private static @Nullable Span interval(VersionScheme scheme, String text, int open, int close) {
        boolean lowIsIn = text.charAt(open) == '[';
        if (!lowIsIn && text.charAt(open) != '(') {
            return null;
        }
        List<String> bounds = Parts.of(text.substring(open + 1, close), ',');
        String low = bounds.getFirst().strip();
        String high = bounds.getLast().strip();
        Version from = low.isEmpty() ? null : scheme.parse(low);
        Version to = high.isEmpty() ? null : scheme.parse(high);
        boolean isRead = bounds.size() <= 2 && (low.isEmpty() || from != null) && (high.isEmpty() || to != null);
        return isRead ? new Span(from, lowIsIn, to, text.charAt(close) == ']') : null;
    }
}
