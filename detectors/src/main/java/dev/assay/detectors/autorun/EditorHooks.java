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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What editors run by themselves, and which extensions they have or ask for: {@code tasks.json} and workspaces that have the same in them
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

    private static final List<String> SYSTEMS = List.of("windows", "osx", "linux");

    private static final String ECOSYSTEM = "vscode-extension";
    private static final int MOST_NAME = 256;

    private EditorHooks() {}

    static void read(Content content) throws MalformedException {
        Tree tree = content.json();
        if (tree instanceof Sequence installed) { // extensions.json of an installation
            installed.items().forEach(each -> installed(each, content));
        } else if (tree instanceof Mapping root) {
            tasks(root.items("tasks"), content);
            tasks(root.mapping("tasks").items("tasks"), content); // of a workspace
            for (Entry entry : root.entries()) {
                if (CONTAINER.contains(entry.key())) {
                    lifecycle(entry.key(), entry.value(), content);
                }
            }
            recommended(root.items("recommendations"), content);
            recommended(root.mapping("extensions").items("recommendations"), content);
            recommended(root.mapping("customizations").mapping("vscode").items("extensions"), content);
            recommended(root.items("extensions"), content); // as devcontainers had it before
        }
    }

    /** Those that run on opening, and those that these wait for; each once. */
    private static void tasks(List<Tree> all, Content content) {
        Map<String, Mapping> byLabel = new HashMap<>();
        Deque<Mapping> left = new ArrayDeque<>();
        for (Tree each : all) {
            if (each instanceof Mapping task) {
                String label = task.text("label") == null ? task.text("taskName") : task.text("label");
                byLabel.putIfAbsent(label == null ? "" : label, task);
                if ("folderOpen".equals(task.mapping("runOptions").text("runOn"))) {
                    left.add(task);
                }
            }
        }
        Set<Mapping> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!left.isEmpty()) {
            Mapping task = left.pop();
            if (seen.add(task)) {
                task(task, content);
                for (String label : awaited(task.get("dependsOn"))) {
                    Mapping other = byLabel.get(label);
                    if (other != null) {
                        left.add(other);
                    }
                }
            }
        }
    }

    private static List<String> awaited(@Nullable Tree dependsOn) {
        List<String> labels = new ArrayList<>();
        switch (dependsOn) {
            case null -> {}
            case Scalar label -> labels.add(label.text());
            case Mapping named -> labels.add(Objects.requireNonNullElse(named.text("task"), ""));
            case Sequence several -> several.items().forEach(each -> labels.addAll(awaited(each)));
        }
        return labels;
    }

    /** What it runs, and what it runs in place of that on one system. */
    private static void task(Mapping task, Content content) {
        command(task, task, content);
        for (String system : SYSTEMS) {
            Mapping own = task.mapping(system);
            if (!own.entries().isEmpty()) {
                command(own, task, content);
            }
        }
    }

    private static void command(Mapping own, Mapping task, Content content) {
        String first = own.get("command") == null ? task.text("command") : own.text("command");
        String script = task.text("script");
        List<String> arguments = new ArrayList<>();
        if (first == null && script != null) {
            arguments.addAll(List.of("run", script));
        }
        for (Tree argument : (own.get("args") == null ? task : own).items("args")) {
            Tree value = argument instanceof Mapping quoted ? quoted.get("value") : argument;
            if (value instanceof Scalar scalar) {
                arguments.add(scalar.text());
            }
        }
        String program = first != null ? first : script != null ? "npm" : "";
        if (!program.isEmpty()) {
            content.command("vscode", "folderOpen", Content.words(program, arguments), own.offsetBytes());
        }
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
                content.command("devcontainer", event, Content.words("", all), words.offsetBytes());
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
