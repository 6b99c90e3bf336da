package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.Masked;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.SectionTree;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.XmlTree;
import dev.assay.engine.text.XmlTree.Element;
import dev.assay.engine.text.YamlTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that is held as a whole, and where what it says goes. Belongs to one thread. */
final class Content {
    private static final int STRETCH_BITS = 9;

    /** Longer texts are no commands; what is cut off is a gap. */
    static final int MOST_TEXT = 64 << 10;

    /** Of a program that a hook starts; a bundle of a package manager has as much. */
    private static final int MOST_PROGRAM = 4 << 20;

    private final byte[] bytes;
    private final int length;
    private final TreeRoom room;
    private final Sink out;
    private Set<String> own = Set.of();
    private int @Nullable [] linesBefore; // of each stretch

    Content(byte[] bytes, int length, TreeRoom room, Sink out) {
        this.bytes = bytes;
        this.length = length;
        this.room = room;
        this.out = out;
    }

    /** Packages of npm that the project has: by these names commands run what is installed. */
    void own(Set<String> names) {
        own = Set.copyOf(names);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    Sink out() {
        return out;
    }

    /** From 1; 0 for no place. Places come in any order. */
    int line(long offsetBytes) {
        if (offsetBytes < 0) {
            return 0;
        }
        int offset = (int) Math.min(offsetBytes, length);
        int stretch = offset >> STRETCH_BITS;
        return 1 + linesBefore()[stretch] + lineFeeds(stretch << STRETCH_BITS, offset);
    }

    private int[] linesBefore() {
        if (linesBefore == null) {
            int[] before = new int[(length >> STRETCH_BITS) + 1];
            for (int i = 1; i < before.length; i++) {
                before[i] = before[i - 1] + lineFeeds((i - 1) << STRETCH_BITS, i << STRETCH_BITS);
            }
            linesBefore = before;
        }
        return linesBefore;
    }

    private int lineFeeds(int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Read leniently: comments and the like count for nothing. */
    Tree json() throws MalformedException {
        return JsonTree.read(bytes, length, room);
    }

    /** A part of it that is JSON by itself. */
    Tree json(String text) throws MalformedException {
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        return JsonTree.read(part, part.length, room);
    }

    Element xml() throws MalformedException {
        return XmlTree.read(bytes, length, room);
    }

    Tree ini() throws MalformedException {
        return SectionTree.read(bytes, length, SectionTree.Dialect.INI, room);
    }

    Tree toml() throws MalformedException {
        return SectionTree.read(bytes, length, SectionTree.Dialect.TOML, room);
    }

    /** With what is behind aliases in their place, as who runs it has it; what is left out of that is a gap. */
    YamlTree.Result yaml() {
        YamlTree.Result yaml = YamlTree.following(bytes, length, room);
        if (yaml.leftOutBytes() >= 0) {
            out.gap(GapKind.LIMIT, yaml.leftOutBytes(), YamlTree.LEFT_OUT, -1);
        }
        return yaml;
    }

    /** The whole text, which is a program that a tool starts. */
    void program(String tool, String event) {
        String text = ProgramBytes.text(bytes, length);
        if (text.length() > MOST_PROGRAM) {
            out.gap(
                    GapKind.LIMIT,
                    MOST_PROGRAM,
                    "a tool starts it, and no more than " + MOST_PROGRAM + " characters are read for what that does",
                    text.length() - MOST_PROGRAM);
        }
        if (!text.isBlank()) {
            out.fact(new AutomaticCommand(tool, event, Masked.of(Parts.first(text, MOST_PROGRAM)), 0, 1));
        }
    }

    /** A text as it is handed on, without its credentials; what is too long is cut and a gap. */
    String bounded(String text, long offsetBytes) {
        if (text.length() > MOST_TEXT) {
            out.gap(
                    GapKind.LIMIT,
                    offsetBytes,
                    "a text of more than " + MOST_TEXT + " characters in what is run",
                    text.length() - MOST_TEXT);
        }
        return Masked.of(Parts.first(text, MOST_TEXT));
    }

    /** A program and what it is started with, as a shell would be told: each word stays one. */
    static String words(String program, List<String> arguments) {
        StringBuilder all = new StringBuilder(program);
        for (String argument : arguments) {
            boolean isPlain =
                    !argument.isEmpty() && argument.chars().noneMatch(c -> " \t\r\n'\"\\$`;|&<>()#".indexOf(c) >= 0);
            all.append(all.isEmpty() ? "" : " ")
                    .append(isPlain ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        return all.toString();
    }

    /** Something that is run; nothing for no text. */
    void command(String tool, String event, String command, long offsetBytes) {
        if (!command.isBlank()) {
            out.fact(new AutomaticCommand(
                    tool, Parts.first(event, 100), bounded(command, offsetBytes), offsetBytes, line(offsetBytes)));
            Runners.of(Parts.first(command, MOST_TEXT)).stream()
                    .filter(each -> !each.isAmong(own))
                    .forEach(each -> run(each, offsetBytes));
        }
    }

    /** What commands of a step fetch in a version that they name: of others nobody knows which one it is on that day. */
    void packages(String commands, long offsetBytes) {
        Runners.of(Parts.first(commands, MOST_TEXT)).stream()
                .filter(each -> !each.version().isEmpty())
                .forEach(each -> run(each, offsetBytes));
    }

    /** A package that a command fetches to run it is one that the project asks for. */
    private void run(Runners.Run each, long offsetBytes) {
        out.fact(new Dependency(
                each.coordinates(),
                "",
                each.version(),
                each.range(),
                Dependency.Relation.DIRECT,
                Dependency.Scope.RUNTIME,
                List.of(),
                1,
                Dependency.Origin.DEFAULT,
                "",
                offsetBytes,
                line(offsetBytes)));
    }
}
