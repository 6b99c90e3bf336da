package dev.assay.detectors.manifest.ruby;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Gemfile}: a program of Ruby. A call that is {@code gem 'name', '~> 1.0'} says what is asked for, whatever is around it; one that
 * says it otherwise is a gap, the first of them.
 */
final class Gemfile {
    /** Names that lists of one file may have for calls in blocks. */
    private static final int MOST_LISTED = 10_000;

    /** Who opens the files that it evaluates. */
    static final String LOADER = "bundler";

    private static final int MOST_BEHIND = 2_000;

    private final Dependencies out;
    private final GemCalls calls = new GemCalls();
    private int listed;

    private Gemfile(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        new Gemfile(out).read(document);
    }

    private void read(Document document) throws MalformedException {
        TextLines lines = new TextLines(document);
        boolean isTold = false;
        while (lines.nextSettled()) {
            long at = lines.offset() + lines.indent();
            boolean isKnown = true;
            for (String arguments : calls.next(lines.line())) {
                isKnown &= gems(arguments, at);
            }
            for (String file : calls.files()) {
                out.fact(new FileReference(LOADER, Parts.first(file, MOST_BEHIND), "", at));
            }
            if (!isTold && (!isKnown || calls.isUnknown())) {
                isTold = true;
                out.gap(
                        GapKind.UNSUPPORTED,
                        at,
                        "asks for packages by a program, which is not run: which they are is not known");
            }
        }
    }

    /** Whether it is known what a call asks for; a variable of a block stands for each text of its list. */
    private boolean gems(String arguments, long at) {
        int from = GemCalls.behindBlanks(arguments, arguments.startsWith("(") ? 1 : 0);
        int end = GemCalls.wordEnd(arguments, from);
        List<String> values = calls.values(arguments.substring(from, end));
        if (values == null) {
            return gem(arguments, at);
        }
        boolean isKnown = arguments.length() - end <= MOST_BEHIND;
        String rest = Parts.first(arguments.substring(end), MOST_BEHIND);
        for (String value : values) {
            listed++;
            if (listed > MOST_LISTED) {
                return false;
            }
            isKnown &= value.indexOf('"') < 0 && gem("\"" + value + "\"" + rest, at);
        }
        return isKnown;
    }

    /** A name and requirements in quotes, then options; false if the name is none. */
    private boolean gem(String arguments, long at) {
        int next = GemCalls.behindBlanks(arguments, arguments.startsWith("(") ? 1 : 0);
        List<String> texts = new ArrayList<>(2);
        while (isText(arguments, next)) {
            StringBuilder text = new StringBuilder();
            while (isText(arguments, next)) { // those beside one another are one
                int end = GemCalls.behindText(arguments, next);
                String part = arguments.substring(next + 1, Math.max(end - 1, next + 1));
                boolean isEnded = end - next > 1 && arguments.charAt(end - 1) == arguments.charAt(next);
                if (!isEnded || part.contains("#{") || part.indexOf('\\') >= 0) {
                    return false;
                }
                text.append(part);
                next = GemCalls.behindBlanks(arguments, end);
            }
            texts.add(text.toString());
            if (!arguments.startsWith(",", next)) {
                boolean isWhole = next == arguments.length()
                        || ")}".indexOf(arguments.charAt(next)) >= 0
                        || Character.isLetter(arguments.charAt(next)); // if, unless, end
                if (!isWhole) {
                    return false; // a part of what is worked out
                }
                break;
            }
            next = GemCalls.behindBlanks(arguments, next + 1);
        }
        if (texts.isEmpty() || texts.getFirst().isBlank()) {
            return false;
        }
        out.add(mention(texts, arguments.substring(next)).at(at));
        return true;
    }

    private static boolean isText(String text, int at) {
        return text.startsWith("'", at) || text.startsWith("\"", at);
    }

    private static Mention mention(List<String> texts, String rest) {
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
