package dev.assay.detectors.indicator.version;

import org.jspecify.annotations.Nullable;

/** {@code [epoch:]upstream[-revision]} (Debian Policy 5.6.12): runs of letters and runs of digits in turn, {@code ~} before the end. */
record DebianVersion(String epoch, String upstream, String revision) implements Version {
    static @Nullable DebianVersion parse(String text) {
        int colon = text.indexOf(':');
        String epoch = colon < 0 ? "0" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        int dash = rest.lastIndexOf('-');
        String upstream = dash < 0 ? rest : rest.substring(0, dash);
        boolean isPlain =
                rest.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || ".+~:-_".indexOf(c) >= 0);
        return Digits.all(epoch) && !upstream.isEmpty() && isPlain
                ? new DebianVersion(epoch, upstream, dash < 0 ? "" : rest.substring(dash + 1))
                : null;
    }

    @Override
    public int compareTo(Version version) {
        DebianVersion other = (DebianVersion) version;
        int order = Digits.compare(epoch, other.epoch);
        if (order == 0) {
            order = compare(upstream, other.upstream);
        }
        return order == 0 ? compare(revision, other.revision) : order;
    }

    private static int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < other.length()) {
            while (i < one.length() && !Digits.is(one.charAt(i)) || j < other.length() && !Digits.is(other.charAt(j))) {
                int order = Integer.compare(weight(one, i), weight(other, j));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
            int to = Digits.end(one, Math.min(i, one.length()));
            int otherTo = Digits.end(other, Math.min(j, other.length()));
            int order = Digits.compare(
                    one.substring(Math.min(i, one.length()), to),
                    other.substring(Math.min(j, other.length()), otherTo));
            if (order != 0) {
                return order;
            }
            i = to;
            j = otherTo;
        }
        return 0;
    }

    /** Of a character that is no digit: the tilde, then the end, then letters, then the rest. */
    private static int weight(String text, int at) {
        if (at >= text.length() || Digits.is(text.charAt(at))) {
            return 0;
        }
        char c = text.charAt(at);
        return c == '~' ? -1 : Digits.isLetter(c) ? c : c + 256;
    }
}
