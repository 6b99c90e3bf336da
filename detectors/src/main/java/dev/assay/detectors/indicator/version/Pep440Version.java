package dev.assay.detectors.indicator.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * PEP 440: {@code [N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local]} and the other ways to write it (appendix B).
 *
 * @param stage alpha 0, beta 1, candidate 2, none 3
 * @param post null where there is none; {@code dev} likewise
 */
record Pep440Version(
        String epoch,
        List<String> release,
        int stage,
        String stageNumber,
        @Nullable String post,
        @Nullable String dev,
        List<String> local)
        implements Version {
    private static final int NO_STAGE = 3;
    private static final List<String> STAGES = List.of("alpha", "beta", "preview", "pre", "rc", "a", "b", "c");
    private static final List<Integer> RANKS = List.of(0, 1, 2, 2, 2, 0, 1, 2);
    private static final List<String> POSTS = List.of("post", "rev", "r");
    private static final List<String> DEVS = List.of("dev");

    static @Nullable Pep440Version parse(String text) {
        return new Parser(text.strip().toLowerCase(Locale.ROOT)).version();
    }

    private static final class Parser {
        private final String text;
        private int at;
        private String number = "";

        Parser(String text) {
            this.text = text;
        }

        @Nullable
        Pep440Version version() {
            at = text.startsWith("v") ? 1 : 0;
            String epoch = "0";
            int bang = Digits.end(text, at);
            if (bang > at && text.startsWith("!", bang)) {
                epoch = text.substring(at, bang);
                at = bang + 1;
            }
            List<String> release = release();
            int word = word(STAGES);
            int stage = word < 0 ? NO_STAGE : RANKS.get(word);
            String stageNumber = word < 0 ? "" : number;
            String post = post();
            String dev = word(DEVS) < 0 ? null : number;
            List<String> local = local();
            return release.isEmpty() || local == null || at != text.length()
                    ? null
                    : new Pep440Version(
                            epoch,
                            List.copyOf(Digits.withoutTrailingZeros(release)),
                            stage,
                            stageNumber,
                            post,
                            dev,
                            local);
        }

        private List<String> release() {
            List<String> release = new ArrayList<>();
            while (at < text.length() && Digits.is(text.charAt(at))) {
                int to = Digits.end(text, at);
                release.add(text.substring(at, to));
                at = to;
                boolean goesOn = at + 1 < text.length() && text.charAt(at) == '.' && Digits.is(text.charAt(at + 1));
                if (!goesOn) {
                    break;
                }
                at++;
            }
            return release;
        }

        /** Moves past one of the words, what parts it, and its number; -1 if none is next. */
        private int word(List<String> words) {
            int from = separated(at);
            for (int i = 0; i < words.size(); i++) {
                if (text.startsWith(words.get(i), from)) {
                    int behind = from + words.get(i).length();
                    int digits = separated(behind);
                    int to = Digits.end(text, digits);
                    number = text.substring(digits, to);
                    at = to > digits ? to : behind;
                    return i;
                }
            }
            return -1;
        }

        private @Nullable String post() {
            if (at + 1 < text.length() && text.charAt(at) == '-' && Digits.is(text.charAt(at + 1))) {
                int to = Digits.end(text, at + 1);
                String post = text.substring(at + 1, to);
                at = to;
                return post;
            }
            return word(POSTS) < 0 ? null : number;
        }

        private int separated(int from) {
            return from < text.length() && "-_.".indexOf(text.charAt(from)) >= 0 ? from + 1 : from;
        }

        private @Nullable List<String> local() {
            if (at == text.length() || text.charAt(at) != '+') {
                return List.of();
            }
            List<String> parts = new ArrayList<>();
            do {
                int from = ++at;
                while (at < text.length() && (Digits.is(text.charAt(at)) || Digits.isLetter(text.charAt(at)))) {
                    at++;
                }
                if (at == from) {
                    return null;
                }
                parts.add(text.substring(from, at));
            } while (at < text.length() && "-_.".indexOf(text.charAt(at)) >= 0);
            return List.copyOf(parts);
        }
    }

    /** {@code 2.5.0+cu118} is 2.5.0 to all that name that (PEP 440, "Local version identifiers"). */
    @Override
    public Version released() {
        return local.isEmpty() ? this : new Pep440Version(epoch, release, stage, stageNumber, post, dev, List.of());
    }

    @Override
    public int compareTo(Version version) {
        Pep440Version other = (Pep440Version) version;
        int order = Digits.compare(epoch, other.epoch);
        if (order == 0) {
            order = Digits.compare(release, other.release, "");
        }
        if (order == 0) {
            order = Integer.compare(rank(), other.rank());
        }
        if (order == 0) {
            order = Digits.compare(stageNumber, other.stageNumber);
        }
        if (order == 0) {
            order = compare(post, other.post, -1);
        }
        if (order == 0) {
            order = compare(dev, other.dev, 1);
        }
        return order == 0 ? compareLocal(other.local) : order;
    }

    /** {@code 1.0.dev1} goes before {@code 1.0a1}. */
    private int rank() {
        return stage == NO_STAGE && post == null && dev != null ? -1 : stage;
    }

    /** @param missing what a number that is not there is, beside one that is */
    private static int compare(@Nullable String one, @Nullable String other, int missing) {
        if (one == null || other == null) {
            return one == null && other == null ? 0 : one == null ? missing : -missing;
        }
        return Digits.compare(one, other);
    }

    private int compareLocal(List<String> others) {
        for (int i = 0; i < Math.min(local.size(), others.size()); i++) {
            String one = local.get(i);
            String other = others.get(i);
            boolean isNumber = Digits.all(one);
            int order = isNumber != Digits.all(other)
                    ? isNumber ? 1 : -1
                    : isNumber ? Digits.compare(one, other) : one.compareTo(other);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(local.size(), others.size());
    }
}
