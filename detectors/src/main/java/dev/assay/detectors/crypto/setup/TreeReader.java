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
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads JSON and YAML: a directive for each value, named by the keys on the way to it. Belongs to one thread. */
final class TreeReader {
    /** What is a line of a shell, or several. */
    private static final Set<String> COMMANDS =
            Set.of("run", "command", "script", "args", "cmd", "entrypoint", "before_script");

    private final Settings out;
    private final Consumer<Mapping> documents;

    /** @param documents is told of each document before what lies in it */
    TreeReader(Settings out, Consumer<Mapping> documents) {
        this.out = out;
        this.documents = documents;
    }

    void read(byte[] bytes, int length, Budget budget) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        boolean isTemplate = text.contains("{{") || text.contains("{%");
        String plain = isTemplate ? withoutTemplates(text) : text;
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

    /** Spaces for <code>{{ }}</code> and <code>{% %}</code>, so that what a template says by itself is read. */
    private static String withoutTemplates(String text) {
        StringBuilder plain = new StringBuilder(text);
        int at = 0;
        while (true) {
            int open = text.indexOf('{', at);
            if (open < 0 || open + 1 >= text.length()) {
                return plain.toString();
            }
            char kind = text.charAt(open + 1);
            String close = kind == '{' ? "}}" : kind == '%' ? "%}" : "";
            int end = close.isEmpty() ? -1 : text.indexOf(close, open + 2);
            at = open + 1;
            if (end < 0 && !close.isEmpty()) {
                return plain.toString();
            }
            for (int i = open; i < end + 2 && end > 0; i++) {
                if (text.charAt(i) != '\n') {
                    plain.setCharAt(i, ' ');
                }
                at = end + 2;
            }
        }
    }

    private void document(Tree tree) {
        documents.accept(tree instanceof Mapping mapping ? mapping : new Mapping(List.of(), "", tree.offsetBytes()));
        visit(tree, Block.root());
    }

    /** Never deeper than a tree may be. */
    private void visit(Tree tree, Block block) {
        switch (tree) {
            case Mapping mapping -> mapping(mapping, block);
            case Sequence sequence -> sequence.items().forEach(item -> visit(item, block));
            case Scalar scalar -> assignment(scalar, block);
        }
    }

    private void mapping(Mapping mapping, Block block) {
        for (Entry entry : mapping.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                block.put(entry.key(), span(scalar.text(), scalar));
            }
        }
        String named = mapping.text("name");
        if (named != null && mapping.get("value") instanceof Scalar value) {
            out.setting(block, span(named, mapping), span(value.text(), value));
        }
        for (Entry entry : mapping.entries()) {
            switch (entry.value()) {
                case Scalar scalar -> value(block, entry.key(), scalar.text(), scalar);
                case Sequence sequence -> {
                    if (sequence.items().stream().allMatch(Scalar.class::isInstance)) {
                        value(
                                block,
                                entry.key(),
                                joined(sequence, COMMANDS.contains(entry.key()) ? " " : ","),
                                sequence);
                    }
                    visit(sequence, block.inner(entry.key()));
                }
                case Mapping inner -> visit(inner, block.inner(entry.key()));
            }
        }
    }

    private static String joined(Sequence sequence, String by) {
        return sequence.items().stream().map(item -> ((Scalar) item).text()).collect(Collectors.joining(by));
    }

    private void value(Block block, String key, String text, Tree at) {
        if (key.length() > 500) {
            return;
        }
        out.setting(block, span(key, at), span(text, at));
        if (COMMANDS.contains(key)) {
            out.command(span(text, at));
        }
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
