package dev.assay.detectors.indicator.command;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text holds that one command hands to the next: by a pipe, a substitution, a file or a variable. Immutable.
 *
 * @param secret the command that tells all variables or a file with credentials, as written; empty for none
 * @param download what running it would be; null if nothing in it was downloaded
 * @param isDecoded whether something in it was decoded
 * @param isPicked whether something was taken out of it, as {@code grep} does
 * @param names secrets of a workflow that are in it
 */
record Flow(String secret, @Nullable Trait download, boolean isDecoded, boolean isPicked, Set<String> names) {
    /** More than anybody asks for. */
    private static final int MOST_NAMES = 10;

    static final Flow NONE = new Flow("", null, false, false, Set.of());

    static Flow secret(String command) {
        return new Flow(command, null, false, false, Set.of());
    }

    static Flow download(Trait download) {
        return new Flow("", download, false, false, Set.of());
    }

    static Flow names(Set<String> names) {
        return names.isEmpty() ? NONE : new Flow("", null, false, false, names);
    }

    boolean isEmpty() {
        return secret.isEmpty() && download == null && !isDecoded && names.isEmpty();
    }

    Flow plus(Flow other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        Set<String> all = names;
        if (names.size() < MOST_NAMES && !names.containsAll(other.names)) {
            all = new HashSet<>(names);
            all.addAll(other.names);
        }
        return new Flow(
                secret.isEmpty() ? other.secret : secret,
                download == null ? other.download : download,
                isDecoded || other.isDecoded,
                isPicked && other.isPicked,
                all);
    }

    Flow decoded() {
        return new Flow(secret, download, true, isPicked, names);
    }

    Flow picked() {
        return isEmpty() ? this : new Flow(secret, download, isDecoded, true, names);
    }

    /** What a variable, a file or an argument has of it: one line of all variables, or a version out of an answer, is nothing. */
    Flow kept() {
        return isPicked ? names(names) : this;
    }
}
