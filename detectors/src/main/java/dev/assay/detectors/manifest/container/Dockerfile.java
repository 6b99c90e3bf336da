package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.detectors.manifest.PipCommand;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile: the images that stages begin with, or copy from. Arguments have the values that the file gives them; what has none
 * is named by whoever builds, and is a gap.
 */
final class Dockerfile {
    private static final int MOST_TEXT = 2_000;

    /** Of which each has something behind it (docs.docker.com/reference/dockerfile). */
    private static final Set<String> INSTRUCTIONS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    /** Of nothing else. */
    private static final Set<String> OWN_NAMES = Set.of("dockerfile", "containerfile");

    /** What reads these files where they name none; any other may read what it likes. */
    private static final String USUAL_BUILDER = "docker/dockerfile";

    /** An image that a stage begins with. */
    private record Stage(String image, long offset) {}

    /** Of which a list of requirements may be one; Dockerfiles have some dozens. */
    private static final int MOST_COPIES = 200;

    /** Files that an image gets, and where it has them. */
    private record Copy(List<String> sources, String to) {}

    private final Dependencies out;
    private final Map<String, String> arguments = new HashMap<>();
    private final Set<String> given = new HashSet<>(); // by whoever builds
    private final Set<String> stages = new HashSet<>();
    private final List<Stage> from = new ArrayList<>();

    private final List<Copy> copies = new ArrayList<>(0);

    private final long all;
    private char escape = '\\';
    private boolean isOfAnother; // builder, whose instructions nobody knows
    private boolean hasInstructions;

    /** @param all where all of it is told, as it is a text within another document; -1 for each where it stands */
    private Dockerfile(Dependencies out, long all) {
        this.out = out;
        this.all = all;
    }

    /**
     * Whether what lies under such a name may be one: lists of what is not to be copied have it in theirs, and programs that are about
     * such files. The first line that begins with a word tells; templates have others in front.
     */
    static boolean looksRight(Head head) {
        if (OWN_NAMES.contains(head.name().toLowerCase(Locale.ROOT))) {
            return true;
        }
        String text = new String(head.bytes(), 0, head.length(), StandardCharsets.UTF_8);
        for (String each : Parts.of(text, '\n')) {
            String line = each.strip();
            List<String> words = Parts.words(line);
            String first = words.isEmpty() ? "" : words.getFirst();
            if (line.startsWith("#") && line.contains("syntax")) {
                return true;
            }
            if (!first.isEmpty() && first.chars().allMatch(Character::isLetter)) {
                return INSTRUCTIONS.contains(first.toUpperCase(Locale.ROOT)) && !isSentence(words);
            }
        }
        return head.sizeBytes() > head.length();
    }

    /** Behind {@code FROM} there is one image, or one {@code AS} something; other words come behind it in Python and in English. */
    private static boolean isSentence(List<String> words) {
        List<String> plain =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        boolean isNamed = plain.size() == 4 && plain.get(2).equalsIgnoreCase("as");
        return plain.getFirst().equalsIgnoreCase("from") && plain.size() > 2 && !isNamed;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        new Dockerfile(out, -1).run(document);
    }

    /** One that is a value of another document. */
    static void inline(Document within, String text, Map<String, String> arguments, long at, Dependencies out)
            throws MalformedException {
        Dockerfile reading = new Dockerfile(out, at);
        reading.arguments.putAll(arguments);
        reading.given.addAll(arguments.keySet());
        reading.run(within.withBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void run(Document document) throws MalformedException {
        try {
            parse(document);
        } finally {
            tell();
        }
    }

    private void parse(Document document) throws MalformedException {
        Heredocs heredocs = new Heredocs(document);
        TextLines lines = new TextLines(document);
        boolean isTop = true;
        StringBuilder joined = new StringBuilder();
        String last = "";
        long at = -1;
        long lastAt = -1;
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            if (line.isEmpty() || line.startsWith("#")) {
                isTop = isTop && isDirective(line, place(lines.offset()));
                continue; // also within an instruction that goes on
            }
            isTop = false;
            at = at < 0 ? place(lines.offset() + lines.indent()) : at;
            boolean goesOn = goesOn(line);
            if (joined.length() < MOST_TEXT) { // what is longer is a command, and of these no more matters
                joined.append(goesOn ? line.substring(0, line.length() - 1) : line)
                        .append(' ');
            }
            if (!goesOn) {
                last = joined.toString().strip();
                lastAt = at;
                instruction(last, at);
                if (heredocs.pass(last, lines)) {
                    out.cutOff(at, "a text within it that does not end");
                }
                joined.setLength(0);
                at = -1;
            }
        }
        if (!joined.isEmpty()) { // which goes on with nothing, as builders have it
            last = joined.toString().strip();
            lastAt = at;
            instruction(last, at);
        }
        end(last, lastAt);
    }

    /** One escape of its own is no such sign. */
    private boolean goesOn(String line) {
        int end = line.length() - 1;
        return line.charAt(end) == escape && (end == 0 || line.charAt(end - 1) != escape);
    }

    /** Builders refuse one without {@code FROM}, and an instruction that is none, or that has nothing behind it. */
    private void end(String last, long at) {
        String word = last.toUpperCase(Locale.ROOT);
        boolean isCut = !word.isEmpty() && INSTRUCTIONS.stream().anyMatch(each -> each.startsWith(word));
        if (isCut && !isOfAnother) {
            out.cutOff(at, "an instruction without anything behind it");
        }
        if (hasInstructions && from.isEmpty() && !isOfAnother) {
            out.cutOff(place(0), "no FROM, without which nothing is built");
        }
    }

    private long place(long offset) {
        return all < 0 ? offset : all;
    }

    /** {@code # syntax=image}: what builds is an image itself. Nothing but such lines may be above them. */
    private boolean isDirective(String line, long at) {
        String text = line.isEmpty() ? "" : line.substring(1).strip();
        int equals = text.indexOf('=');
        if (equals <= 0 || text.substring(0, equals).strip().indexOf(' ') >= 0) {
            return false;
        }
        String value = text.substring(equals + 1).strip();
        switch (text.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
            case "syntax" -> {
                image(value, at, Scope.BUILD);
                isOfAnother = !value.contains(USUAL_BUILDER);
            }
            case "escape" -> escape = value.equals("`") ? '`' : '\\';
            default -> {}
        }
        return true;
    }

    private void instruction(String line, long at) {
        hasInstructions = true;
        List<String> words = Parts.words(line);
        switch (words.isEmpty() ? "" : words.getFirst().toUpperCase(Locale.ROOT)) {
            case "ONBUILD" -> copied(words, at); // what is built upon this image does it
            case "ARG" -> words.subList(1, words.size()).forEach(this::argument);
            case "FROM" -> from(words, at);
            case "COPY", "ADD" -> {
                copied(words, at);
                copy(words);
            }
            case "RUN" -> {
                copied(words, at);
                PipCommand.lists(line).forEach(list -> installed(list, at));
            }
            default -> {}
        }
    }

    /** Stages begin with what those above the first one are; of one that is there again the last value counts. */
    private void argument(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (equals > 0 && !given.contains(name) && (from.isEmpty() || !arguments.containsKey(name))) {
            arguments.put(name, unquoted(word.substring(equals + 1)));
        }
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    private void from(List<String> words, long at) {
        List<String> plain =
                words.stream().skip(1).filter(word -> !word.startsWith("--")).toList();
        if (plain.isEmpty()) {
            out.malformed(at, "FROM without an image");
            return;
        }
        from.add(new Stage(plain.getFirst(), at));
        if (plain.size() > 2 && plain.get(1).equalsIgnoreCase("as")) {
            stages.add(plain.get(2).toLowerCase(Locale.ROOT));
        }
        stages.add(Integer.toString(from.size() - 1));
    }

    /** {@code --from=image}, {@code --mount=type=bind,from=image}. */
    private void copied(List<String> words, long at) {
        for (String word : words) {
            if (word.startsWith("--from=")) {
                image(word.substring("--from=".length()), at, Scope.BUILD);
            } else if (word.startsWith("--mount=")) {
                for (String option : Parts.of(unquoted(word.substring("--mount=".length())), ',')) {
                    if (option.startsWith("from=")) {
                        image(option.substring("from=".length()), at, Scope.BUILD);
                    }
                }
            }
        }
    }

    /** What is copied from beside this file; of what is written in another way nothing is known. */
    private void copy(List<String> words) {
        List<String> plain =
                words.stream().skip(1).filter(word -> !word.startsWith("--")).toList();
        boolean isOfImage = words.stream().anyMatch(word -> word.startsWith("--from="));
        if (!isOfImage && plain.size() > 1 && copies.size() < MOST_COPIES) {
            copies.add(new Copy(plain.subList(0, plain.size() - 1), plain.getLast()));
        }
    }

    /** The list as it was copied into the image, or as the command has it where nobody says. */
    private void installed(PipCommand.Taken list, long at) {
        String name = Location.lastPart(list.file());
        boolean isCopied = false;
        for (Copy copy : copies) {
            boolean isRenamed =
                    copy.sources().size() == 1 && Location.lastPart(copy.to()).equals(name);
            for (String source : copy.sources()) {
                if (isRenamed || Location.lastPart(source).equals(name)) {
                    out.installs(withoutRoot(source), list.isOfConstraints(), at);
                    isCopied = true;
                }
            }
        }
        if (!isCopied && !list.file().startsWith("/")) {
            out.installs(list.file(), list.isOfConstraints(), at);
        }
    }

    /** What is copied is named from the folder that is built. */
    private static String withoutRoot(String source) {
        return source.startsWith("/") ? source.substring(1) : source;
    }

    /** The last stage is what the image is made of; stages that begin with another of the file have no image of their own. */
    private void tell() {
        for (int i = 0; i < from.size(); i++) {
            Scope scope = i == from.size() - 1 ? Scope.RUNTIME : Scope.BUILD;
            image(from.get(i).image(), from.get(i).offset(), scope);
        }
    }

    private void image(String written, long at, Scope scope) {
        String image = resolved(unquoted(written));
        if (stages.contains(image.toLowerCase(Locale.ROOT)) || image.equals("scratch")) {
            return;
        }
        if (image.indexOf('$') >= 0 || image.isBlank()) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "an image that whoever builds it names: " + Quoted.of(Parts.first(written, 80)));
            return;
        }
        out.add(ImageReference.of(image).scope(scope).at(at));
    }

    /** {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-value}}; each once. What is cut out of a value is not worked out. */
    private String resolved(String text) {
        StringBuilder resolved = new StringBuilder();
        int at = 0;
        while (at < text.length() && resolved.length() < MOST_TEXT) {
            char c = text.charAt(at);
            if (c != '$') {
                resolved.append(c);
                at++;
                continue;
            }
            boolean isBraced = text.startsWith("{", at + 1);
            int nameAt = at + (isBraced ? 2 : 1);
            int end = nameAt;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            int close = isBraced ? text.indexOf('}', end) : end;
            if (close < 0) {
                return text;
            }
            String value = expanded(arguments.get(text.substring(nameAt, end)), text.substring(end, close));
            int next = isBraced ? close + 1 : end;
            resolved.append(value == null ? text.substring(at, Math.max(next, at + 1)) : value);
            at = Math.max(next, at + 1);
        }
        return resolved.toString();
    }

    /** Of {@code ${NAME:-other}} the other one where there is no value, of {@code ${NAME:+other}} where there is one; null for nothing known. */
    private static @Nullable String expanded(@Nullable String value, String operator) {
        String rest = operator.startsWith(":") ? operator.substring(1) : operator;
        boolean isKnown = value != null && !value.isEmpty();
        return switch (rest.isEmpty() ? ' ' : rest.charAt(0)) {
            case ' ', '?' -> isKnown ? value : null;
            case '-' -> isKnown ? value : rest.substring(1);
            case '+' -> isKnown ? rest.substring(1) : "";
            default -> null;
        };
    }
}
