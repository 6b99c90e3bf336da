package dev.assay.detectors.indicator.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that hold together: operators and versions, of which the last numbers may be left out or be {@code *} or {@code x}.
 * Belongs to one thread.
 */
final class Comparators {
    private static final int MOST = 100;

    /** PEP 440: what comes behind every post-release that there is of a release. */
    private static final String BEHIND_POSTS = ".post" + "9".repeat(40);

    private final RangeSyntax syntax;
    private final VersionScheme scheme;
    /** Behind the hyphen of {@code 1.0 - 2.0}, where a version that lacks numbers stands for all that begin with it. */
    static final String THROUGH = " - ";

    private final List<Span> except = new ArrayList<>(0);
    private final List<Version> named = new ArrayList<>(2);
    private Span span = Span.ALL;

    Comparators(RangeSyntax syntax, VersionScheme scheme) {
        this.syntax = syntax;
        this.scheme = scheme;
    }

    Requirement.Alternative all() {
        return new Requirement.Alternative(span, except, named);
    }

    /** Adds a condition; false if it cannot be read. */
    boolean add(String operator, String written) {
        String text = stability(written);
        if (named.size() == MOST || text.isEmpty()) {
            return false;
        }
        Partial partial = Partial.of(text);
        if (partial.numbers().isEmpty()) {
            return partial.isOpen(); // any, or nothing that another version could be told from
        }
        Version version = scheme.parse(partial.full());
        if (version == null) {
            return false;
        }
        named.add(version);
        Span more = span(operator.isEmpty() ? syntax.bare() : operator, partial, version);
        if (more == null) {
            return false;
        }
        span = span.and(more);
        return true;
    }

    private @Nullable Span span(String operator, Partial partial, Version version) {
        boolean isOpen = partial.isOpen() || isPartial(partial);
        int last = partial.numbers().size() - 1;
        return switch (operator) {
            case "=", "==", "===" -> isOpen ? beginning(partial, version) : Span.only(version);
            case "!=", "<>" -> {
                Span hole = isOpen ? beginning(partial, version) : Span.only(version);
                if (hole != null) {
                    except.add(hole);
                }
                yield hole == null ? null : Span.ALL;
            }
            case ">=" -> Span.from(low(partial, version), true);
            case "<" -> Span.to(hasLeast() ? least(partial, version) : version, false);
            case ">" -> isOpen ? from(partial.bumped(last)) : Span.from(behind(partial, version), false);
            case "<=" -> isOpen ? below(partial.bumped(last)) : Span.to(version, true);
            case THROUGH ->
                isOpen || last < 2 && partial.rest().isEmpty() ? below(partial.bumped(last)) : Span.to(version, true);
            case "^", "~", "~>", "~=", "^>=" -> until(low(partial, version), next(operator, partial));
            default -> null;
        };
    }

    /** {@code 1.0.*}, with what comes before the release where that begins so, too. */
    private @Nullable Span beginning(Partial partial, Version version) {
        return until(
                hasLeast() ? least(partial, version) : version,
                partial.bumped(partial.numbers().size() - 1));
    }

    /** Composer takes a lower bound that says nothing of a stage for the first of its release, PEP 440 for the release. */
    private Version low(Partial partial, Version version) {
        return syntax == RangeSyntax.COMPOSER ? least(partial, version) : version;
    }

    /** Whether what comes before a release is not below it ("Exclusive ordered comparison" of PEP 440). */
    private boolean hasLeast() {
        return syntax == RangeSyntax.COMPOSER || syntax == RangeSyntax.PEP440;
    }

    private Version least(Partial partial, Version version) {
        Version least = partial.rest().isEmpty() ? scheme.parse(partial.full() + syntax.least()) : null;
        return least == null ? version : least;
    }

    /** PEP 440: what comes after a release, but is of it, is not above it. */
    private Version behind(Partial partial, Version version) {
        boolean isOfRelease = syntax == RangeSyntax.PEP440 && partial.rest().isEmpty();
        Version behind = isOfRelease ? scheme.parse(partial.full() + BEHIND_POSTS) : null;
        return behind == null ? version : behind;
    }

    /** The release below which {@code ^} or {@code ~} keeps; empty for what has no numbers. */
    static Optional<String> next(RangeSyntax syntax, String operator, String written) {
        Partial partial = Partial.of(written);
        boolean hasNext = !partial.numbers().isEmpty() && !partial.isOpen();
        return hasNext
                ? Optional.of(new Comparators(syntax, VersionScheme.NONE).next(operator, partial))
                : Optional.empty();
    }

    private String next(String operator, Partial partial) {
        if (operator.equals("^>=")) { // the PVP: the first two numbers are the major version
            return partial.numbers().size() == 1 ? partial.full() + ".1" : partial.bumped(1);
        }
        return partial.bumped(
                operator.equals("^")
                        ? partial.firstThatCounts()
                        : tilde(partial.numbers().size()));
    }

    /** Where a version that lacks numbers stands for all that begin with it. */
    private boolean isPartial(Partial partial) {
        boolean begins = switch (syntax) {
            case NPM, CARGO -> true;
            case PUB, COMPOSER, PEP440, RUBYGEMS, MAVEN, NUGET, CABAL, NONE -> false;
        };
        return begins && partial.numbers().size() < 3 && partial.rest().isEmpty();
    }

    private int tilde(int numbers) {
        return switch (syntax.tilde()) {
            case SECOND -> Math.min(1, numbers - 1);
            case LAST_BUT_ONE -> Math.max(numbers - 2, 0);
        };
    }

    private @Nullable Span until(Version low, String high) {
        Span below = below(high);
        return below == null ? null : below.and(Span.from(low, true));
    }

    private @Nullable Span below(String high) {
        Version bound = scheme.parse(high + syntax.least());
        return bound == null ? null : Span.to(bound, false);
    }

    private @Nullable Span from(String low) {
        Version bound = scheme.parse(low);
        return bound == null ? null : Span.from(bound, true);
    }

    /** Composer: {@code 1.0@beta} says which stages may be taken, and admits more. */
    private String stability(String text) {
        int at = syntax == RangeSyntax.COMPOSER ? text.indexOf('@') : -1;
        return at < 0 ? text : at == 0 ? "*" : text.substring(0, at);
    }

    /**
     * A version as it is written in a range.
     *
     * @param epoch what is in front of all numbers (PEP 440), with its mark; empty for none
     * @param numbers those in front
     * @param isOpen whether {@code *} or {@code x} follows them
     * @param rest what follows them otherwise
     */
    record Partial(String epoch, List<String> numbers, boolean isOpen, String rest) {
        static Partial of(String text) {
            String plain = text.startsWith("v") || text.startsWith("=")
                    ? text.substring(1).strip()
                    : text;
            List<String> numbers = new ArrayList<>(3);
            int mark = Digits.end(plain, 0);
            boolean hasEpoch = mark > 0 && plain.startsWith("!", mark);
            int at = hasEpoch ? mark + 1 : 0;
            String epoch = plain.substring(0, at);
            while (true) {
                int to = Digits.end(plain, at);
                if (to == at) {
                    boolean isOpen = at < plain.length() && "*xX".indexOf(plain.charAt(at)) >= 0;
                    return new Partial(epoch, numbers, isOpen, isOpen ? "" : plain.substring(at));
                }
                numbers.add(plain.substring(at, to));
                if (to == plain.length() || plain.charAt(to) != '.') {
                    return new Partial(epoch, numbers, false, plain.substring(to));
                }
                at = to + 1;
            }
        }

        String full() {
            String version = epoch + String.join(".", numbers);
            boolean isSeparated = rest.isEmpty() || numbers.isEmpty() || !Character.isLetter(rest.charAt(0));
            return isSeparated ? version + rest : version + "." + rest;
        }

        /** The numbers up to one, which is one more. */
        String bumped(int last) {
            List<String> bumped = new ArrayList<>(numbers.subList(0, Math.max(last, 0)));
            bumped.add(next(numbers.get(Math.max(last, 0))));
            return epoch + String.join(".", bumped);
        }

        /** {@code ^0.2.3} is below 0.3, {@code ^0.0.3} below 0.0.4, {@code ^0.0} below 0.1. */
        int firstThatCounts() {
            for (int i = 0; i < numbers.size(); i++) {
                if (!Digits.isZero(numbers.get(i)) || i == numbers.size() - 1) {
                    return i;
                }
            }
            return 0;
        }

        private static String next(String digits) {
            return new java.math.BigInteger(digits)
                    .add(java.math.BigInteger.ONE)
                    .toString();
        }
    }
}
