package dev.assay.app.sweep;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.PathGlob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who owns which paths of a repository, as GitHub reads a CODEOWNERS file: the last line that matches says it all, also when it
 * names nobody. What GitHub does not take (negation, ranges, a line with what is no owner) says nothing. Of one thread.
 *
 * @see <a href="https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners">About
 *     code owners</a>
 */
final class CodeOwners {
    /** Where GitHub looks; the first that is there counts. */
    static final List<String> PATHS = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    /** GitHub loads no larger one. */
    static final int MOST_BYTES = 3 << 20;

    private static final int MOST_PATTERN_CHARACTERS = 1_024;

    /** Characters of patterns times characters of paths that are compared for one repository: a second, at the worst. */
    private static final long MOST_STEPS = 500_000_000L;

    /** @param globs one of which a path must match */
    private record Line(List<PathGlob> globs, int length, List<String> owners) {}

    private final List<Line> lines = new ArrayList<>();
    private long stepsLeft = MOST_STEPS;

    CodeOwners(byte[] file) {
        for (String line : Parts.of(new String(file, StandardCharsets.UTF_8), '\n')) {
            read(line);
        }
    }

    private void read(String line) {
        List<String> words = words(line);
        if (words.isEmpty()) {
            return;
        }
        String pattern = words.getFirst();
        List<String> owners = List.copyOf(words.subList(1, words.size()));
        boolean sound = !pattern.startsWith("!")
                && pattern.indexOf('[') < 0
                && pattern.indexOf(']') < 0
                && pattern.length() <= MOST_PATTERN_CHARACTERS
                && owners.stream().allMatch(CodeOwners::isOwner);
        if (sound) {
            List<PathGlob> globs = globs(pattern);
            if (!globs.isEmpty()) {
                lines.add(new Line(globs, pattern.length() + 4, owners));
            }
        }
    }

    /** Up to a comment; a backslash takes the blank behind it into the word. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>(2);
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '#' && word.isEmpty()) {
                break;
            }
            if (c == '\\' && i + 1 < line.length() && line.charAt(i + 1) == ' ') {
                word.append(line.charAt(++i));
            } else if (c == ' ' || c == '\t' || c == '\r') {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /** {@code @user}, {@code @organisation/team}, or an address of mail. */
    private static boolean isOwner(String word) {
        int at = word.indexOf('@');
        return at == 0 ? word.length() > 1 : at > 0 && at < word.length() - 1;
    }

    /** A folder's name is for all that is in it; {@code docs/*} only for what lies in there itself. */
    private static List<PathGlob> globs(String pattern) {
        String bare = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        boolean folder = bare.endsWith("/");
        String name = folder ? bare.substring(0, bare.length() - 1) : bare;
        if (name.isEmpty()) {
            return List.of();
        }
        boolean anchored = pattern.startsWith("/") || name.indexOf('/') >= 0;
        String from = anchored || name.startsWith("**") ? name : "**/" + name;
        PathGlob within = new PathGlob(from + "/**");
        if (folder) {
            return List.of(within);
        }
        return name.endsWith("/*") || name.equals("*") && anchored
                ? List.of(new PathGlob(from))
                : List.of(new PathGlob(from), within);
    }

    /**
     * The owners of a path, which may be none.
     *
     * @return nothing if that would take too long to say
     */
    Optional<List<String>> of(String path) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Line line = lines.get(i);
            stepsLeft -= (long) line.length() * line.globs().size() * (path.length() + 1);
            if (stepsLeft < 0) {
                return Optional.empty();
            }
            for (PathGlob glob : line.globs()) {
                if (glob.matches(path)) {
                    return Optional.of(line.owners());
                }
            }
        }
        return Optional.of(List.of());
    }
}
