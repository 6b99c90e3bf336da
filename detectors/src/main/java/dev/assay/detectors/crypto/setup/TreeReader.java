package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.YamlTree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON and YAML: a directive for each value, named by the keys on the way to it, and what lies in values: commands, and files
 * under their names. Belongs to one thread.
 */
final class TreeReader {
    /** What is lines of a shell; of a list each item is. */
    private static final Set<String> SCRIPTS = Set.of(
            "run",
            "script",
            "before_script",
            "after_script",
            "before_install",
            "install",
            "bash",
            "cmds",
            "commands",
            "runcmd",
            "bootcmd",
            "shell",
            "ansible.builtin.shell",
            "ansible.builtin.command",
            "postCreateCommand",
            "inline",
            "inlineScript");

    /** What is one command; of a list each item is a word of it. */
    private static final Set<String> COMMANDS =
            Set.of("command", "args", "cmd", "entrypoint", "argv", "test", "Cmd", "Entrypoint", "Test");

    /** What a script is called in npm's and composer's manifests is up to who writes it. */
    private static final String NAMED_SCRIPTS = "scripts";

    /** How an image came about: {@code /bin/sh -c curl ...}, {@code RUN /bin/sh -c curl ... # buildkit}. */
    private static final String LAYER = "created_by";

    private static final String OF_LAYER = "/bin/sh -c ";

    private static final String SECRET_DATA = "data";

    /** Where a file goes that lies in a value beside. */
    private static final List<String> PATHS = List.of("path", "dest", "destination", "target", "filename");

    private static final Set<String> CONTENTS = Set.of("content", "contents", "data", "text");

    private final Settings out;
    private final Consumer<Mapping> documents;
    private String source = "";
    private boolean isSecret; // of Kubernetes, whose data are base 64

    /** @param documents is told of each document before what lies in it */
    TreeReader(Settings out, Consumer<Mapping> documents) {
        this.out = out;
        this.documents = documents;
    }

    void read(byte[] bytes, int length, Budget budget) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        boolean isTemplate = Templates.isIn(text);
        String plain = isTemplate ? Templates.blank(text) : text;
        source = plain;
        byte[] read = isTemplate ? plain.getBytes(StandardCharsets.ISO_8859_1) : bytes;
        try (TreeRoom room = new TreeRoom(budget, length)) {
            if (plain.stripLeading().startsWith("{") && isJson(read, length, room)) {
                return;
            }
            YamlTree.Result result = YamlTree.read(read, length, room);
            result.documents().forEach(this::document);
            MalformedException fault = result.fault();
            if (fault != null && !isTemplate && Directives.all().isAnyIn(text)) {
                out.gap((int) fault.offsetBytes(), fault.reason());
            }
        }
    }

    private boolean isJson(byte[] bytes, int length, TreeRoom room) {
        try {
            document(JsonTree.read(bytes, length, room));
            return true;
        } catch (MalformedException e) {
            return false; // YAML that begins like it, or no JSON: the other reader says so
        }
    }

    private void document(Tree tree) {
        isSecret = tree instanceof Mapping mapping && "Secret".equals(mapping.text("kind"));
        documents.accept(tree instanceof Mapping mapping ? mapping : new Mapping(List.of(), "", tree.offsetBytes()));
        visit(tree, Block.root());
    }

    /** Never deeper than a tree may be. */
    private void visit(Tree tree, Block block) {
        switch (tree) {
            case Mapping mapping -> mapping(mapping, block);
            case Sequence sequence ->
                sequence.items().forEach(item -> visit(item, item instanceof Mapping ? block.next() : block));
            case Scalar scalar -> assignment(scalar, block);
        }
    }

    private void mapping(Mapping mapping, Block block) {
        for (Entry entry : mapping.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                block.put(entry.key(), span(scalar.text(), scalar));
            }
        }
        pair(mapping, "name", "value", block);
        pair(mapping, "Name", "Value", block); // of CloudFormation
        String path = PATHS.stream()
                .map(mapping::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        for (Entry entry : mapping.entries()) {
            String written = function(entry.value());
            if (written != null) {
                value(block, entry.key(), written, entry.value());
                continue;
            }
            switch (entry.value()) {
                case Scalar scalar -> {
                    value(block, entry.key(), referred(scalar), scalar);
                    text(entry.key(), scalar, path, block);
                }
                case Sequence sequence -> {
                    if (sequence.items().stream().allMatch(Scalar.class::isInstance)) {
                        value(block, entry.key(), joined(sequence), sequence);
                    }
                    commands(entry.key(), sequence);
                    visit(sequence, block.inner(entry.key()));
                }
                case Mapping inner -> visit(inner, block.inner(entry.key()));
            }
        }
    }

    /** A parameter of CloudFormation as Terraform writes it, so that there is one way to write a name. */
    private static String referred(Scalar scalar) {
        return scalar.tag().equals("!Ref") ? "var." + scalar.text() : scalar.text();
    }

    /** A function of CloudFormation as Terraform writes it; null of anything else. */
    private static @Nullable String function(Tree tree) {
        if (tree instanceof Mapping mapping && mapping.entries().size() == 1) {
            Entry only = mapping.entries().getFirst();
            return switch (only.value()) {
                case Scalar scalar when only.key().equals("Ref") -> "var." + scalar.text();
                case Sequence sequence when only.key().equals("Fn::If") -> conditional(sequence);
                default -> null;
            };
        }
        return tree instanceof Sequence sequence && sequence.tag().equals("!If") ? conditional(sequence) : null;
    }

    private static @Nullable String conditional(Sequence sequence) {
        List<Tree> items = sequence.items();
        return items.size() == 3 ? "if ? " + operand(items.get(1)) + " : " + operand(items.get(2)) : null;
    }

    /** Of conditionals within conditionals nothing is said. */
    private static String operand(Tree tree) {
        String name = function(tree);
        return name != null
                ? name.indexOf(' ') < 0 ? name : "var"
                : tree instanceof Scalar scalar ? quoted(referred(scalar)) : "var";
    }

    /**
     * What a text may hold: commands, or a file.
     *
     * @param path where a file goes that lies in a value beside; empty if nothing says it
     */
    private void text(String key, Scalar scalar, String path, Block block) {
        if (SCRIPTS.contains(key) || COMMANDS.contains(key) || block.isCalled(NAMED_SCRIPTS)) {
            out.command(exact(scalar));
        } else if (key.equals(LAYER)) {
            layer(scalar);
        } else if (isSecret && block.isCalled(SECRET_DATA)) {
            secret(key, scalar);
        } else if (isBlock(scalar) || scalar.text().indexOf('\n') >= 0) {
            out.file(CONTENTS.contains(key) && !path.isEmpty() ? path : key, exact(scalar));
        }
    }

    private void secret(String key, Scalar scalar) {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(scalar.text());
            out.file(key, span(new String(decoded, StandardCharsets.ISO_8859_1), scalar));
        } catch (IllegalArgumentException e) {
            out.file(key, span(scalar.text(), scalar)); // no base 64, so it is as it is written
        }
    }

    private void commands(String key, Sequence sequence) {
        if (SCRIPTS.contains(key)) {
            for (Tree item : sequence.items()) {
                if (item instanceof Scalar scalar) {
                    out.command(exact(scalar));
                } else if (item instanceof Sequence words) { // cloud-init
                    command(words);
                }
            }
        } else if (COMMANDS.contains(key)) {
            command(sequence);
        }
    }

    /** A list of words; what a shell is to run is one word, and lies where it is. */
    private void command(Sequence sequence) {
        List<Scalar> words = Tree.scalars(sequence);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (Commands.isScriptBehind(words.get(i).text())) {
                out.command(exact(words.get(i + 1)));
                return;
            }
        }
        if (words.size() == 1) {
            out.command(exact(words.getFirst()));
        } else {
            out.command(
                    span(words.stream().map(word -> quoted(word.text())).collect(Collectors.joining(" ")), sequence));
        }
    }

    private static String quoted(String word) {
        boolean isPlain = word.indexOf(' ') < 0 && word.indexOf('\n') < 0;
        return isPlain ? word : word.indexOf('"') < 0 ? '"' + word + '"' : '\'' + word + '\'';
    }

    private void layer(Scalar scalar) {
        Span all = exact(scalar);
        int from = all.text().indexOf(OF_LAYER);
        if (from >= 0 && !all.text().startsWith("#(nop)", from + OF_LAYER.length())) {
            out.command(all.part(from + OF_LAYER.length(), all.text().length()));
        }
    }

    private boolean isBlock(Scalar scalar) {
        int at = (int) scalar.offsetBytes();
        return scalar.isQuoted() && at < source.length() && source.charAt(at) == '|';
    }

    /** A text as it lies in the bytes, so that places in it are known; else one that all lies where it begins. */
    private Span exact(Scalar scalar) {
        int at = (int) scalar.offsetBytes();
        char first = at < source.length() ? source.charAt(at) : ' ';
        if (!scalar.isQuoted() || first == '"' || first == '\'') {
            int from = scalar.isQuoted() ? at + 1 : at;
            boolean isSame = source.startsWith(scalar.text(), from);
            return isSame ? new Span(scalar.text(), from) : span(scalar.text(), scalar);
        }
        return isBlock(scalar) ? block(scalar, at) : span(scalar.text(), scalar);
    }

    /** The lines below {@code |}, with their indentation, which means nothing to those who read them. */
    private Span block(Scalar scalar, int at) {
        int from = endOfLine(at);
        int end = from;
        int indent = -1;
        while (end < source.length()) {
            int next = endOfLine(end);
            int text = end;
            while (text < next && source.charAt(text) == ' ') {
                text++;
            }
            boolean isBlank = text >= next || source.charAt(text) == '\n' || source.charAt(text) == '\r';
            indent = indent < 0 && !isBlank ? text - end : indent;
            if (!isBlank && text - end < indent) {
                break;
            }
            end = next;
        }
        boolean saysIndent = source.substring(at, from).chars().anyMatch(Character::isDigit);
        return indent > 0 && !saysIndent ? new Span(source.substring(from, end), from) : span(scalar.text(), scalar);
    }

    private int endOfLine(int at) {
        int found = source.indexOf('\n', at);
        return found < 0 ? source.length() : found + 1;
    }

    private void pair(Mapping mapping, String nameKey, String valueKey, Block block) {
        String named = mapping.text(nameKey);
        if (named != null && mapping.get(valueKey) instanceof Scalar value) {
            out.setting(block, span(named, mapping), span(value.text(), value));
        }
    }

    private static String joined(Sequence sequence) {
        return sequence.items().stream().map(item -> ((Scalar) item).text()).collect(Collectors.joining(","));
    }

    private void value(Block block, String key, String text, Tree at) {
        if (key.length() > 500) {
            return;
        }
        out.setting(block, span(key, at), span(text, at));
    }

    /** {@code - NAME=value} in a list. */
    private void assignment(Scalar scalar, Block block) {
        int equals = scalar.text().indexOf('=');
        if (equals > 0 && equals < 100) {
            out.setting(
                    block,
                    span(scalar.text().substring(0, equals), scalar),
                    span(scalar.text().substring(equals + 1), scalar));
        }
    }

    private static Span span(String text, Tree at) {
        return new Span(text, (int) at.offsetBytes(), false);
    }
}
