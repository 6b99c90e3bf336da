package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.HereWord;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Commands that building an image runs: {@code RUN} of a Dockerfile (docs.docker.com/reference/dockerfile), as a shell gets them, a job for
 * each stage. What variables of the build hold is not put in their place. Linear in the file. Belongs to one thread.
 */
final class ImageCommands {
    /** Texts without an end that are looked for; behind more of them no lines are taken for one. */
    private static final int MOST_UNENDED = 20;

    /** Images are built by dozens; commands behind more of them are a gap. */
    private static final int MOST_COMMANDS = 5_000;

    private static final int MOST_FOLDER = 512;

    private static final String ON_BUILD = "ONBUILD";

    private final Content content;
    private int next;
    private int from;
    private String line = "";
    private final List<Job> jobs = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private String folder = "";
    private long stageAt;
    private int unended;
    private int commands;
    private char escape = '\\';

    private ImageCommands(Content content) {
        this.content = content;
    }

    static void read(Content content) {
        new ImageCommands(content).read();
    }

    private boolean nextLine() {
        if (next >= content.length()) {
            return false;
        }
        from = next;
        int end = from;
        while (end < content.length() && content.bytes()[end] != '\n') {
            end++;
        }
        next = end + 1;
        line = new String(content.bytes(), from, end - from, StandardCharsets.UTF_8).stripTrailing();
        return true;
    }

    private void read() {
        StringBuilder joined = new StringBuilder();
        boolean isTop = true;
        long at = -1;
        while (nextLine()) {
            String start = line.stripLeading();
            if (start.isEmpty() || start.startsWith("#")) {
                isTop = isTop && isDirective(start);
                continue; // also within an instruction that goes on
            }
            isTop = false;
            at = at < 0 ? from : at;
            boolean goesOn = goesOn();
            joined.append(line, 0, line.length() - (goesOn ? 1 : 0));
            if (!goesOn) {
                instruction(joined.toString().strip(), at);
                joined.setLength(0);
                at = -1;
            }
        }
        instruction(joined.toString().strip(), at);
        stage(0);
        if (!jobs.isEmpty()) {
            content.out().fact(new Pipeline(jobs, jobs.getFirst().offsetBytes()));
        }
    }

    /** Ends the stage that there was, whose files the next one does not have. */
    private void stage(long nextAt) {
        if (!steps.isEmpty()) {
            jobs.add(new Job(
                    "",
                    List.of(),
                    "",
                    List.of(),
                    "",
                    "",
                    "",
                    Collections.emptySortedMap(),
                    steps,
                    stageAt,
                    content.line(stageAt)));
            steps.clear();
        }
        folder = "";
        stageAt = nextAt;
    }

    /** {@code # escape=`}, above everything but the like. */
    private boolean isDirective(String line) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.substring(1, equals).strip().equalsIgnoreCase("escape")) {
            escape = line.substring(equals + 1).strip().equals("`") ? '`' : '\\';
        }
        return equals > 0;
    }

    /** One escape of its own is no such sign. */
    private boolean goesOn() {
        int end = line.length() - 1;
        return line.charAt(end) == escape && (end == 0 || line.charAt(end - 1) != escape);
    }

    private void instruction(String text, long at) {
        int from = 0;
        while (text.regionMatches(true, from, ON_BUILD, 0, ON_BUILD.length())
                && wordEnd(text, from) == from + ON_BUILD.length()) {
            from = next(text, from); // by what is built upon this image
        }
        String name = text.substring(from, wordEnd(text, from)).toUpperCase(Locale.ROOT);
        from = next(text, from);
        StringBuilder documents = new StringBuilder();
        for (HereWord word : HereWord.of(name + " " + text.substring(from))) {
            document(word, documents);
        }
        switch (name) {
            case "FROM" -> stage(at);
            case "WORKDIR" -> folder = Parts.first(text.substring(from), MOST_FOLDER);
            case "RUN" -> {
                commands++;
                if (commands <= MOST_COMMANDS) {
                    run(text, from, documents.toString(), at);
                } else if (commands == MOST_COMMANDS + 1) {
                    content.out()
                            .gap(GapKind.LIMIT, at, "more than " + MOST_COMMANDS + " commands that build an image", -1);
                }
            }
            default -> {}
        }
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Where the word behind one begins. */
    private static int next(String text, int from) {
        int next = wordEnd(text, from);
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    /** Goes on behind the text that such a word ends, if one does. */
    private void document(HereWord word, StringBuilder into) {
        int before = next;
        int length = into.length();
        boolean isEnded = unended > MOST_UNENDED;
        while (!isEnded && nextLine()) {
            into.append(line).append('\n');
            isEnded = word.is(line);
        }
        if (!isEnded) {
            unended++;
            next = before;
            into.setLength(length);
        }
    }

    private void run(String written, int start, String documents, long at) {
        int from = start;
        while (written.startsWith("--", from)) { // --mount, --network
            from = next(written, from);
        }
        String rest = written.substring(from);
        boolean isText = !documents.isEmpty() && rest.startsWith("<<") && wordEnd(rest, 0) == rest.length(); // is run
        String command = documents.isEmpty() ? form(rest) : isText ? documents : rest + "\n" + documents;
        if (!command.isBlank()) {
            content.packages(command, at);
            String text = content.bounded(command, at);
            steps.add(new Step(
                    "",
                    "",
                    "",
                    text,
                    "",
                    folder,
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    at,
                    content.line(at)));
        }
    }

    /** Words in brackets are started without a shell. */
    private String form(String rest) {
        if (!rest.startsWith("[")) {
            return rest;
        }
        List<String> words = new ArrayList<>();
        try {
            if (content.json(rest) instanceof Sequence sequence) {
                for (Tree each : sequence.items()) {
                    if (each instanceof Scalar scalar) {
                        words.add(scalar.text());
                    }
                }
            }
        } catch (MalformedException _) {
            return rest; // which is a text for the shell then
        }
        return words.isEmpty() ? rest : Content.words(words.getFirst(), words.subList(1, words.size()));
    }
}
