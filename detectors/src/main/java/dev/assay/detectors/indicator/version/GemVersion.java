package dev.assay.detectors.indicator.version;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RubyGems ({@code Gem::Version}): numbers and words, a word in it makes it a version before a release, zeros at the end of the
 * numbers and at the end of the rest count for nothing.
 */
record GemVersion(List<String> segments) implements Version {
    static @Nullable GemVersion parse(String text) {
        String dotted = text.replace("-", ".pre.");
        List<String> all = new ArrayList<>();
        for (String part : Parts.of(dotted, '.')) {
            if (part.isEmpty()) {
                return null;
            }
            for (int at = 0; at < part.length(); ) {
                int to = Digits.is(part.charAt(at)) ? Digits.end(part, at) : lettersEnd(part, at);
                if (to == at) {
                    return null;
                }
                all.add(part.substring(at, to));
                at = to;
            }
        }
        return Digits.is(all.getFirst().charAt(0)) ? new GemVersion(canonical(all)) : null;
    }

    private static int lettersEnd(String text, int from) {
        int at = from;
        while (at < text.length() && Digits.isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static List<String> canonical(List<String> all) {
        int words = 0;
        while (words < all.size() && Digits.all(all.get(words))) {
            words++;
        }
        List<String> canonical = Digits.withoutTrailingZeros(all.subList(0, words));
        canonical.addAll(Digits.withoutTrailingZeros(all.subList(words, all.size())));
        return List.copyOf(canonical);
    }

    @Override
    public int compareTo(Version version) {
        List<String> others = ((GemVersion) version).segments;
        for (int i = 0; i < Math.max(segments.size(), others.size()); i++) {
            String one = i < segments.size() ? segments.get(i) : "0";
            String other = i < others.size() ? others.get(i) : "0";
            boolean isNumber = Digits.all(one);
            int order = isNumber != Digits.all(other)
                    ? isNumber ? 1 : -1
                    : isNumber ? Digits.compare(one, other) : one.compareTo(other);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
