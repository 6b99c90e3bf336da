package dev.assay.detectors.indicator.version;

import org.jspecify.annotations.Nullable;

/**
 * {@code [epoch:]version[-release]} as rpm compares them (rpm's manual, "Version comparison"): runs of digits and of letters, digits
 * later than letters, {@code ~} before the end, {@code ^} right behind it.
 */
record RpmVersion(String epoch, String version, String release) implements Version {
    static @Nullable RpmVersion parse(String text) {
        int colon = text.indexOf(':');
        String epoch = colon < 0 ? "0" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        int dash = rest.lastIndexOf('-');
        String version = dash < 0 ? rest : rest.substring(0, dash);
        return Digits.all(epoch) && !version.isEmpty() && rest.chars().allMatch(c -> c > ' ' && c < 127)
                ? new RpmVersion(epoch, version, dash < 0 ? "" : rest.substring(dash + 1))
                : null;
    }

    @Override
    public int compareTo(Version other) {
        RpmVersion that = (RpmVersion) other;
        int order = Digits.compare(epoch, that.epoch);
        if (order == 0) {
            order = compare(version, that.version);
        }
        return order == 0 ? compare(release, that.release) : order;
    }

    private static int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (true) {
            i = skip(one, i);
            j = skip(other, j);
            char a = i < one.length() ? one.charAt(i) : 0;
            char b = j < other.length() ? other.charAt(j) : 0;
            if (a == '~' || b == '~') {
                if (a != b) {
                    return a == '~' ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            if (a == '^' || b == '^') {
                if (a != b) {
                    return a == 0 ? -1 : b == 0 ? 1 : a == '^' ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            if (a == 0 || b == 0) {
                return Integer.compare(one.length() - i, other.length() - j);
            }
            boolean isNumber = Digits.is(a);
            int to = end(one, i, isNumber);
            int otherTo = end(other, j, isNumber);
            if (otherTo == j) {
                return isNumber ? 1 : -1;
            }
            String run = one.substring(i, to);
            String otherRun = other.substring(j, otherTo);
            int order = isNumber ? Digits.compare(run, otherRun) : run.compareTo(otherRun);
            if (order != 0) {
                return order;
            }
            i = to;
            j = otherTo;
        }
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length()
                && !Digits.is(text.charAt(at))
                && !Digits.isLetter(text.charAt(at))
                && text.charAt(at) != '~'
                && text.charAt(at) != '^') {
            at++;
        }
        return at;
    }

    private static int end(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && (digits ? Digits.is(text.charAt(at)) : Digits.isLetter(text.charAt(at)))) {
            at++;
        }
        return at;
    }
}
