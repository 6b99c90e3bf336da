package dev.assay.detectors.indicator.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an ecosystem writes what it asks for. The operators are the same nearly everywhere, and mean what {@link Comparators} says;
 * what differs is here: what parts alternatives and conditions, what a bare version means, and what {@code ~} does.
 */
public enum RangeSyntax {
    /** node-semver. */
    NPM("||", " ", "=", Tilde.SECOND, "-0"),
    /** "Specifying Dependencies" of the Cargo book. */
    CARGO("", ",", "^", Tilde.SECOND, "-0"),
    /** dart.dev, "Version constraints". */
    PUB("", " ", "=", Tilde.SECOND, "-0"),
    /** getcomposer.org, "Versions and constraints"; a single bar parts as well. */
    COMPOSER("|", " ,", "=", Tilde.LAST_BUT_ONE, "-dev"),
    /** PEP 440, "Version specifiers". */
    PEP440("", ",", "=", Tilde.LAST_BUT_ONE, ".dev0"),
    /** guides.rubygems.org, "Patterns". */
    RUBYGEMS("", ",", "=", Tilde.LAST_BUT_ONE, ".a"),
    /** Intervals in brackets; a bare version is what is wanted, and taken unless another is wanted nearer. */
    MAVEN("", ",", "=", Tilde.LAST_BUT_ONE, ""),
    /** The same brackets; a bare version is the least one. */
    NUGET("", ",", ">=", Tilde.LAST_BUT_ONE, "-0"),
    /** "Package descriptions" of Cabal's guide: {@code &&} and {@code ||}; a bare version is none of its own. */
    CABAL("||", ",", "=", Tilde.LAST_BUT_ONE, ""),
    /** No ranges. */
    NONE("", ",", "=", Tilde.LAST_BUT_ONE, "");

    /** Which number {@code ~1.2.3} lets go up: the one before it. */
    enum Tilde {
        /** The second, if it is there: {@code ~1.2.3} and {@code ~1.2} are below 1.3, {@code ~1} is below 2. */
        SECOND,
        /** The last but one: {@code ~1.2.3} is below 1.3, {@code ~1.2} below 2. */
        LAST_BUT_ONE
    }

    private static final int MOST_ALTERNATIVES = 100;
    private static final Set<String> ANY = Set.of("*", "any", "latest", "-any");

    private final String or;
    private final String and;
    private final String bare;
    private final Tilde tilde;
    private final String least;

    RangeSyntax(String or, String and, String bare, Tilde tilde, String least) {
        this.or = or;
        this.and = and;
        this.bare = bare;
        this.tilde = tilde;
        this.least = least;
    }

    /** What a bare version means, as an operator. */
    String bare() {
        return bare;
    }

    Tilde tilde() {
        return tilde;
    }

    /** What makes the first of all versions of a release, such as {@code 2.0.0-0}. */
    String least() {
        return least;
    }

    /** Whether ranges are intervals in brackets. */
    public boolean hasIntervals() {
        return this == MAVEN || this == NUGET;
    }

    /** What all versions begin with that {@code 1.x} stands for; empty if it stands for none but itself. */
    public Optional<String> open(String written) {
        boolean hasX = this == NPM || this == COMPOSER;
        int end = written.length();
        while (hasX && end > 1 && "xX".indexOf(written.charAt(end - 1)) >= 0 && written.charAt(end - 2) == '.') {
            end -= 2;
        }
        return end == written.length() ? Optional.empty() : Optional.of(written.substring(0, end) + ".");
    }

    /**
     * What an operator of the ecosystem's own keeps below, as text: {@code 2.0-0} for {@code ^1.2}.
     *
     * @return empty if it has no such operator, or no such version
     */
    public Optional<String> next(String operator, String written) {
        boolean isKnown = switch (this) {
            case NPM, CARGO, COMPOSER -> operator.equals("^") || operator.equals("~");
            case PUB -> operator.equals("^");
            case PEP440 -> operator.equals("~=");
            case RUBYGEMS -> operator.equals("~>");
            case CABAL -> operator.equals("^>=");
            case MAVEN, NUGET, NONE -> false;
        };
        return isKnown ? Comparators.next(this, operator, written).map(next -> next + least) : Optional.empty();
    }

    /** What is asked for; empty if it cannot be read, of which nothing can be said. */
    public Optional<Requirement> parse(VersionScheme scheme, String written) {
        String text = this == CABAL ? written.replace("&&", ",").strip() : written.strip();
        if (text.length() > VersionScheme.LONGEST) {
            return Optional.empty();
        }
        if (text.isEmpty() || ANY.contains(text)) {
            return Optional.of(Requirement.ANY);
        }
        if (Vers.isOne(text)) {
            return Vers.parse(scheme, text);
        }
        if (this == MAVEN || this == NUGET) {
            return Brackets.parse(this, scheme, text);
        }
        List<Requirement.Alternative> all = new ArrayList<>();
        for (String alternative : alternatives(text)) {
            Requirement.Alternative read = conditions(scheme, alternative.strip());
            if (read == null || all.size() == MOST_ALTERNATIVES) {
                return Optional.empty();
            }
            all.add(read);
        }
        return Optional.of(new Requirement(all));
    }

    private List<String> alternatives(String text) {
        List<String> parts = new ArrayList<>(2);
        int from = 0;
        for (int to; !or.isEmpty() && (to = text.indexOf(or, from)) >= 0; ) {
            parts.add(text.substring(from, to));
            from = to + or.length();
            while (or.equals("|") && text.startsWith(or, from)) {
                from++;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private Requirement.@Nullable Alternative conditions(VersionScheme scheme, String text) {
        Comparators comparators = new Comparators(this, scheme);
        int hyphen = text.indexOf(" - ");
        if (hyphen > 0) {
            boolean read = comparators.add(">=", text.substring(0, hyphen).strip())
                    && comparators.add(
                            Comparators.THROUGH, text.substring(hyphen + 3).strip());
            return read ? comparators.all() : null;
        }
        if (text.isEmpty()) {
            return comparators.all();
        }
        for (String condition : split(text)) {
            int operator = 0;
            while (operator < condition.length() && "<>=!~^".indexOf(condition.charAt(operator)) >= 0) {
                operator++;
            }
            String version = condition.substring(operator).strip();
            if (!comparators.add(condition.substring(0, operator), version)) {
                return null;
            }
        }
        return comparators.all();
    }

    /** White space may stand behind an operator, and parts conditions where nothing else does. */
    private List<String> split(String text) {
        List<String> conditions = new ArrayList<>(2);
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? and.charAt(0) : text.charAt(i);
            boolean isSpace = c == ' ' || c == '\t';
            boolean parts = and.indexOf(isSpace ? ' ' : c) >= 0;
            boolean isWaiting = condition.isEmpty() || "<>=!~^".indexOf(condition.charAt(condition.length() - 1)) >= 0;
            if (!parts && !isSpace || parts && isWaiting && !isSpace && i < text.length()) {
                condition.append(c);
            } else if (parts && !isWaiting) {
                conditions.add(condition.toString());
                condition.setLength(0);
            }
        }
        if (!condition.isEmpty()) {
            conditions.add(condition.toString()); // an operator without a version, which is refused
        }
        return conditions;
    }
}
