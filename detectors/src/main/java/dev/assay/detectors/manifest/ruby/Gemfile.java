package dev.assay.detectors.manifest.ruby;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.report.GapKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Gemfile}: a program of Ruby. A line that is {@code gem 'name', '~> 1.0'} says what is asked for, whatever is around it; one that
 * says it otherwise is a gap, the first of them.
 */
final class Gemfile {
    private static final List<String> OTHERS = List.of("gemspec", "eval_gemfile", "instance_eval", "eval");

    private Gemfile() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        boolean isTold = false;
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            long at = lines.offset() + lines.indent();
            String word = word(line);
            Mention mention =
                    word.equals("gem") ? gem(line.substring(word.length()).strip()) : null;
            if (mention != null) {
                out.add(mention.at(at));
            } else if (!isTold && (word.equals("gem") || OTHERS.contains(word))) {
                isTold = true;
                out.gap(
                        GapKind.UNSUPPORTED,
                        at,
                        "asks for packages by a program, which is not run: which they are is not known");
            }
        }
    }

    private static String word(String line) {
        int end = 0;
        while (end < line.length() && (Character.isLetter(line.charAt(end)) || line.charAt(end) == '_')) {
            end++;
        }
        return line.substring(0, end);
    }

    /** A name and requirements in quotes, then options; null if the name is none. */
    private static @Nullable Mention gem(String arguments) {
        String rest = arguments.startsWith("(") ? arguments.substring(1).strip() : arguments;
        List<String> texts = new ArrayList<>(2);
        while (!rest.isEmpty() && (rest.charAt(0) == '\'' || rest.charAt(0) == '"')) {
            int end = rest.indexOf(rest.charAt(0), 1);
            if (end < 0 || rest.substring(0, end).contains("#{")) {
                return null;
            }
            texts.add(rest.substring(1, end));
            rest = rest.substring(end + 1).strip();
            rest = rest.startsWith(",") ? rest.substring(1).strip() : "";
        }
        if (texts.isEmpty() || texts.getFirst().isBlank()) {
            return null;
        }
        String range = String.join(", ", texts.subList(1, texts.size()));
        boolean isExact = texts.size() == 2
                && !range.isEmpty()
                && Character.isDigit(bare(range).charAt(0));
        Mention mention = Mention.of("gem", "", texts.getFirst()).range(range).version(isExact ? bare(range) : "");
        String path = option(rest, "path");
        String git = option(rest, "git");
        String github = option(rest, "github");
        if (!path.isEmpty()) {
            mention.origin(Origin.Kind.PATH, path);
        } else if (!git.isEmpty()) {
            mention.origin(Origin.Kind.GIT, git + revision(rest));
        } else if (!github.isEmpty()) {
            mention.origin(Origin.Kind.GIT, "https://github.com/" + github + revision(rest));
        }
        return mention;
    }

    /** A commit, a tag or a branch, of which Bundler takes one. */
    private static String revision(String rest) {
        for (String name : List.of("ref", "tag", "branch")) {
            String value = option(rest, name);
            if (!value.isEmpty()) {
                return "#" + value;
            }
        }
        return "";
    }

    /** Without the sign of exactly this one. */
    private static String bare(String range) {
        String version = range.startsWith("=") ? range.substring(1).strip() : range;
        return version.isEmpty() ? " " : version;
    }

    /** {@code path: 'x'} or {@code :path => 'x'}. */
    private static String option(String rest, String name) {
        for (String sign : List.of(name + ":", ":" + name + " =>", ":" + name + "=>")) {
            int from = rest.indexOf(sign);
            boolean isWord = from == 0 || from > 0 && (rest.charAt(from - 1) == ' ' || rest.charAt(from - 1) == ',');
            String value = isWord ? rest.substring(from + sign.length()).strip() : "";
            if (value.length() > 1 && (value.charAt(0) == '\'' || value.charAt(0) == '"')) {
                int end = value.indexOf(value.charAt(0), 1);
                return end < 0 ? "" : value.substring(1, end);
            }
        }
        return "";
    }
}
