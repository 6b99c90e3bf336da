package dev.assay.detectors.indicator.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Packagist, as Composer normalises versions (composer/semver, {@code VersionParser}): numbers, of which missing ones are 0, a stage
 * with numbers of its own, and whether it is the development of that. Branches ({@code dev-main}) have no order.
 *
 * @param stage from alpha to patch, as {@link #STAGES} has them
 */
record ComposerVersion(List<String> numbers, int stage, List<String> stageNumbers, boolean dev) implements Version {
    private static final int STABLE = 4;
    private static final String LAST = "9999999";

    /** A stage and how it is written, longer words first where one begins with the other. */
    private record Stage(String word, int rank) {}

    private static final List<Stage> STAGES = List.of(
            new Stage("alpha", 1),
            new Stage("a", 1),
            new Stage("beta", 2),
            new Stage("b", 2),
            new Stage("rc", 3),
            new Stage("stable", STABLE),
            new Stage("patch", 5),
            new Stage("pl", 5),
            new Stage("p", 5));

    static @Nullable ComposerVersion parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int plus = lower.indexOf('+');
        String rest = plus < 0 ? lower : lower.substring(0, plus);
        int at = rest.startsWith("v") ? 1 : 0;
        List<String> numbers = new ArrayList<>();
        while (at < rest.length() && (Digits.is(rest.charAt(at)) || isBranch(rest, at) && !numbers.isEmpty())) {
            int to = Digits.end(rest, at);
            numbers.add(to == at ? LAST : rest.substring(at, to));
            at = Math.max(to, at + (to == at ? 1 : 0));
            boolean goesOn = at + 1 < rest.length()
                    && (rest.charAt(at) == '.' || rest.charAt(at) == '-' && Digits.is(rest.charAt(at + 1)))
                    && (Digits.is(rest.charAt(at + 1)) || isBranch(rest, at + 1));
            if (!goesOn) {
                break;
            }
            at++;
        }
        boolean isBranch = numbers.contains(LAST);
        int stage = STABLE;
        List<String> stageNumbers = new ArrayList<>(0);
        int word = separated(rest, at);
        for (Stage each : STAGES) {
            if (rest.startsWith(each.word(), word)) {
                stage = each.rank();
                at = numbers(rest, word + each.word().length(), stageNumbers);
                break;
            }
        }
        word = separated(rest, at);
        boolean dev = rest.startsWith("dev", word);
        at = dev ? word + 3 : at;
        boolean isWhole = !numbers.isEmpty() && at == rest.length() && (!isBranch || dev);
        return isWhole ? new ComposerVersion(filled(numbers, isBranch), stage, List.copyOf(stageNumbers), dev) : null;
    }

    private static boolean isBranch(String text, int at) {
        return text.charAt(at) == 'x' || text.charAt(at) == '*';
    }

    private static int separated(String text, int at) {
        return at < text.length() && "._-".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
    }

    private static int numbers(String text, int from, List<String> numbers) {
        int at = from;
        while (true) {
            int digits = at < text.length() && ".-".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
            int to = Digits.end(text, digits);
            if (to == digits) {
                return at;
            }
            numbers.add(text.substring(digits, to));
            at = to;
        }
    }

    /** {@code 1.x-dev} is later than all of 1. */
    private static List<String> filled(List<String> numbers, boolean isBranch) {
        while (isBranch && numbers.size() < 4) {
            numbers.add(LAST);
        }
        return List.copyOf(numbers);
    }

    @Override
    public int compareTo(Version version) {
        ComposerVersion other = (ComposerVersion) version;
        int order = Digits.compare(numbers, other.numbers, "");
        if (order == 0) {
            order = Integer.compare(rank(), other.rank());
        }
        if (order == 0) {
            order = Digits.compare(stageNumbers, other.stageNumbers, "");
        }
        return order == 0 ? Boolean.compare(other.dev, dev) : order;
    }

    /** The development of a release goes before all of its stages. */
    private int rank() {
        return dev && stage == STABLE ? 0 : stage;
    }
}
