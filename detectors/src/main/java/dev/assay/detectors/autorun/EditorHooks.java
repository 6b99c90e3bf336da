package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What editors run by themselves, and which extensions they have or ask for: {@code tasks.json}
 * (code.visualstudio.com/docs/debugtest/tasks), {@code devcontainer.json} (containers.dev/implementors/json_reference), and
 * {@code extensions.json}, of a project or of an installation. Extensions are packages, {@code pkg:vscode-extension/publisher/name}.
 */
final class EditorHooks {
    private static final Set<String> CONTAINER = Set.of(
            "initializeCommand",
            "onCreateCommand",
            "updateContentCommand",
            "postCreateCommand",
            "postStartCommand",
            "postAttachCommand");

    private static final String ECOSYSTEM = "vscode-extension";
    private static final int MOST_NAME = 256;

    private EditorHooks() {}

    static void read(Content content) throws MalformedException {
        Tree tree = content.json();
        if (tree instanceof Sequence installed) { // extensions.json of an installation
            installed.items().forEach(each -> installed(each, content));
        } else if (tree instanceof Mapping root) {
            for (Tree task : root.items("tasks")) {
                if (task instanceof Mapping mapping) {
                    task(mapping, content);
                }
            }
            for (Entry entry : root.entries()) {
                if (CONTAINER.contains(entry.key())) {
                    lifecycle(entry.key(), entry.value(), content);
                }
            }
            recommended(root.items("recommendations"), content);
            recommended(root.mapping("customizations").mapping("vscode").items("extensions"), content);
            recommended(root.items("extensions"), content); // as devcontainers had it before
        }
    }

    private static void task(Mapping task, Content content) {
        if (!"folderOpen".equals(task.mapping("runOptions").text("runOn"))) {
            return;
        }
        StringBuilder command = new StringBuilder();
        String first = task.text("command");
        String script = task.text("script");
        if (first != null) {
            command.append(first);
        } else if (script != null) {
            command.append("npm run ").append(script);
        }
        for (Tree argument : task.items("args")) {
            Tree value = argument instanceof Mapping quoted ? quoted.get("value") : argument;
            if (value instanceof Scalar scalar) {
                command.append(' ').append(scalar.text());
            }
        }
        content.command("vscode", "folderOpen", command.toString(), task.offsetBytes());
    }

    /** A text, its words, or several of these by name. */
    private static void lifecycle(String event, Tree value, Content content) {
        switch (value) {
            case Scalar scalar -> content.command("devcontainer", event, scalar.text(), scalar.offsetBytes());
            case Sequence words -> {
                List<String> all = new ArrayList<>();
                for (Scalar word : Tree.scalars(words)) {
                    all.add(word.text());
                }
                content.command("devcontainer", event, String.join(" ", all), words.offsetBytes());
            }
            case Mapping several -> {
                for (Entry entry : several.entries()) {
                    if (!(entry.value() instanceof Mapping)) {
                        lifecycle(event, entry.value(), content);
                    }
                }
            }
        }
    }

    private static void recommended(List<Tree> ids, Content content) {
        for (Tree id : ids) {
            if (id instanceof Scalar scalar) {
                int at = scalar.text().indexOf('@');
                String name = at < 0 ? scalar.text() : scalar.text().substring(0, at);
                extension(name, at < 0 ? "" : scalar.text().substring(at + 1), scalar.offsetBytes(), content);
            }
        }
    }

    private static void installed(Tree extension, Content content) {
        if (extension instanceof Mapping mapping
                && mapping.mapping("identifier").get("id") instanceof Scalar id
                && mapping.get("version") instanceof Scalar version) {
            extension(id.text(), version.text(), mapping.offsetBytes(), content);
        }
    }

    private static void extension(String id, String version, long at, Content content) {
        int dot = id.indexOf('.');
        if (dot <= 0 || dot == id.length() - 1 || id.length() > MOST_NAME) {
            return; // no extension is called so: the list takes anything
        }
        content.out()
                .fact(new Dependency(
                        new Coordinates(ECOSYSTEM, id.substring(0, dot), id.substring(dot + 1)),
                        "",
                        Parts.first(version, MOST_NAME),
                        "",
                        Relation.DIRECT,
                        Dependency.Scope.DEVELOPMENT,
                        List.of(),
                        1,
                        Origin.DEFAULT,
                        "",
                        at,
                        content.line(at)));
    }
}
