package dev.assay.detectors.autorun;

import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Programs in settings of package managers that lie in a project: {@code .npmrc} (docs.npmjs.com/cli/using-npm/config), {@code .yarnrc.yml}
 * (yarnpkg.com/configuration/yarnrc), {@code .cargo/config.toml} (doc.rust-lang.org/cargo/reference/config.html); and commands of {@code
 * .pre-commit-config.yaml} (pre-commit.com).
 */
final class ToolSettings {
    /** Of npm, with what stands before a value where that is no command by itself. */
    private static final Map<String, String> NPM =
            Map.of("node-options", "node ", "script-shell", "", "git", "", "shell", "", "editor", "", "viewer", "");

    /** Of hooks of pre-commit: a pattern that is looked for, a message, an image. */
    private static final Set<String> NO_COMMANDS = Set.of("pygrep", "fail", "docker", "docker_image");

    private ToolSettings() {}

    static void npm(Content content) {
        int at = 0;
        for (String line : content.text().lines().toList()) {
            int equals = line.indexOf('=');
            String before =
                    equals < 0 ? null : NPM.get(line.substring(0, equals).strip());
            if (before != null) {
                String value = line.substring(equals + 1).strip();
                boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                String plain = isQuoted ? value.substring(1, value.length() - 1) : value;
                content.command("npm", "settings", before + plain, at);
            }
            at += line.length() + 1;
        }
    }

    /** Its plugins, which lie in the project. Yarn itself may lie there too, as a bundle of which a look takes too long for what is everywhere. */
    static void yarn(Content content) {
        for (Tree tree : content.yaml().documents()) {
            if (tree instanceof Mapping root) {
                for (Tree plugin : root.items("plugins")) {
                    Tree path = plugin instanceof Mapping mapping ? mapping.get("path") : plugin;
                    if (path instanceof Scalar file) {
                        content.command("yarn", "yarn-file", file.text(), file.offsetBytes());
                    }
                }
            }
        }
    }

    /** What is started in the place of the compiler, the linker and programs that were built. */
    static void cargo(Content content) {
        if (!(NamedPrograms.toml(content) instanceof Mapping root)) {
            return;
        }
        for (String key : List.of("rustc", "rustc-wrapper", "rustc-workspace-wrapper", "rustdoc")) {
            program(root.mapping("build").get(key), key, content);
        }
        for (Entry target : root.mapping("target").entries()) {
            if (target.value() instanceof Mapping mapping) {
                program(mapping.get("runner"), "runner", content);
                program(mapping.get("linker"), "linker", content);
            }
        }
    }

    /** Of hooks that are the project's own: others come from repositories, with a revision. */
    static void preCommit(Mapping root, Content content) {
        for (Tree repository : root.items("repos")) {
            boolean isOwn = repository instanceof Mapping mapping
                    && mapping.textOrEmpty("repo").equals("local");
            for (Tree hook : isOwn ? ((Mapping) repository).items("hooks") : List.<Tree>of()) {
                if (hook instanceof Mapping mapping && !NO_COMMANDS.contains(mapping.textOrEmpty("language"))) {
                    commit(mapping, content);
                }
            }
        }
    }

    private static void commit(Mapping hook, Content content) {
        if (hook.get("entry") instanceof Scalar entry) {
            List<String> arguments = new ArrayList<>();
            hook.items("args").forEach(each -> arguments.add(each instanceof Scalar word ? word.text() : ""));
            content.command(
                    "pre-commit", CommitHooks.EVENT, Content.words(entry.text(), arguments), entry.offsetBytes());
        }
    }

    private static void program(@Nullable Tree program, String event, Content content) {
        if (program instanceof Scalar command) {
            content.command("cargo-config", event, command.text(), command.offsetBytes());
        } else if (program instanceof Tree.Sequence words && !words.items().isEmpty()) {
            List<String> all = new ArrayList<>();
            words.items().forEach(each -> all.add(each instanceof Scalar word ? word.text() : ""));
            String command = Content.words(all.getFirst(), all.subList(1, all.size()));
            content.command("cargo-config", event, command, program.offsetBytes());
        }
    }
}
