package dev.assay.engine.decode;

import java.util.HashSet;
import java.util.Set;

/**
 * The keys at the top of YAML, as far as a head shows them, in whatever way they are written: bare, in quotes, in braces, behind blanks,
 * with any end of line. What is not sure to be another key may be any: a tag, an anchor, an escape, a key in braces. Linear in the head.
 */
public final class TopKeys {
    private static final int LONGEST = 64;

    private final Head head;
    private final Set<String> names = new HashSet<>();
    private boolean mayBeAny;

    private TopKeys(Head head) {
        this.head = head;
    }

    /** Those of a head. */
    public static TopKeys of(Head head) {
        TopKeys keys = new TopKeys(head);
        keys.read();
        return keys;
    }

    /** Whether it has all of these, as far as that can be said. */
    public boolean mayHave(Set<String> all) {
        return mayBeAny ? all.stream().allMatch(each -> names.contains(each) || isIn(each)) : names.containsAll(all);
    }

    /** Whether the head ends before the text does, and shows no other keys than these: the rest may have them. */
    public boolean mayGoOn(Set<String> only) {
        return !head.isWhole() && hasOnly(only);
    }

    /** Whether it shows no other keys than these. */
    public boolean hasOnly(Set<String> these) {
        return these.containsAll(names);
    }

    private void read() {
        int top = -1; // the column of the first key
        for (int i = LineStarts.start(head); i < head.length(); i = behindLine(i)) {
            int at = i;
            if (head.has(at, "---")) {
                at += 3;
            }
            while (head.at(at) == ' ') {
                at++;
            }
            int c = head.at(at);
            if (c < 0 || c == '\n' || c == '\r' || c == '\t' || c == '#' || c == '%' || c == '-' && top >= 0) {
                continue; // no content, a directive, or an item of what a key has
            }
            top = top < 0 ? at - i : top;
            if (at - i <= top) {
                key(at, c);
            }
        }
    }

    private int behindLine(int from) {
        int i = from;
        while (i < head.length() && head.at(i) != '\n' && head.at(i) != '\r') {
            i++;
        }
        return i + 1;
    }

    private void key(int at, int first) {
        if (first == '{' || first == '?' || first == '!' || first == '&' || first == '*') {
            mayBeAny = true;
            return;
        }
        boolean isQuoted = first == '"' || first == '\'';
        StringBuilder name = new StringBuilder();
        int i = isQuoted ? at + 1 : at;
        for (int c = head.at(i); name.length() < LONGEST; c = head.at(++i)) {
            if (c < ' ' || (isQuoted ? c == first : c == ':')) {
                break;
            }
            if (isQuoted && c == '\\') {
                mayBeAny = true;
                return;
            }
            name.append((char) c);
        }
        names.add(name.toString().strip());
    }

    /** Whether the letters stand anywhere, or escapes that may make them. */
    private boolean isIn(String word) {
        for (int i = 0; i < head.length(); i++) {
            if (head.has(i, word) || head.has(i, "\\u") || head.has(i, "\\x") || head.has(i, "\\U")) {
                return true;
            }
        }
        return false;
    }
}
