package dev.assay.detectors.indicator.version;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code number{.number}[letter]{_suffix[number]}[~hash][-rN]} (apk-package(5)). A number behind the first that begins with a zero is
 * compared as a text, as apk does; the hash has no part in the order.
 */
record AlpineVersion(List<String> numbers, char letter, List<Suffix> suffixes, String build) implements Version {
    private static final List<String> SUFFIXES =
            List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");
    private static final Suffix NONE = new Suffix(SUFFIXES.indexOf(""), "");

    record Suffix(int rank, String number) {}

    static @Nullable AlpineVersion parse(String text) {
        List<String> numbers = new ArrayList<>();
        int at = 0;
        while (at < text.length() && Digits.is(text.charAt(at))) {
            int to = Digits.end(text, at);
            numbers.add(text.substring(at, to));
            at = to;
            if (at + 1 < text.length() && text.charAt(at) == '.' && Digits.is(text.charAt(at + 1))) {
                at++;
            } else {
                break;
            }
        }
        char letter = 0;
        if (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
            letter = text.charAt(at++);
        }
        List<Suffix> suffixes = new ArrayList<>(0);
        while (at < text.length() && text.charAt(at) == '_') {
            int word = at + 1;
            int to = word;
            while (to < text.length() && Digits.isLetter(text.charAt(to))) {
                to++;
            }
            int rank = to == word ? -1 : SUFFIXES.indexOf(text.substring(word, to));
            if (rank < 0) {
                return null;
            }
            at = Digits.end(text, to);
            suffixes.add(new Suffix(rank, text.substring(to, at)));
        }
        if (at < text.length() && text.charAt(at) == '~') {
            do {
                at++;
            } while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0);
        }
        String build = "";
        if (text.startsWith("-r", at)) {
            build = text.substring(at + 2);
            at = text.length();
        }
        boolean isWhole = !numbers.isEmpty() && at == text.length() && (build.isEmpty() || Digits.all(build));
        return isWhole ? new AlpineVersion(List.copyOf(numbers), letter, List.copyOf(suffixes), build) : null;
    }

    @Override
    public int compareTo(Version version) {
        AlpineVersion other = (AlpineVersion) version;
        int order = compare(numbers, other.numbers);
        if (order == 0) {
            order = Character.compare(letter, other.letter);
        }
        for (int i = 0; order == 0 && i < Math.max(suffixes.size(), other.suffixes.size()); i++) {
            Suffix one = i < suffixes.size() ? suffixes.get(i) : NONE;
            Suffix another = i < other.suffixes.size() ? other.suffixes.get(i) : NONE;
            order = one.rank() != another.rank()
                    ? Integer.compare(one.rank(), another.rank())
                    : Digits.compare(one.number(), another.number());
        }
        return order == 0 ? Digits.compare(build, other.build) : order;
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            String a = one.get(i);
            String b = other.get(i);
            int order = i > 0 && (a.startsWith("0") || b.startsWith("0")) ? a.compareTo(b) : Digits.compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
