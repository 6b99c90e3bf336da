package dev.assay.detectors.autorun;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scripts of one file that run on installing, and those that these run by their name: {@code npm run build}, {@code yarn build},
 * {@code @build} of Composer. Belongs to one thread.
 */
final class PackageScripts {
    /** On installing the package, or installing in the project. */
    private static final Set<String> NPM = Set.of(
            "preinstall",
            "install",
            "postinstall",
            "prepare",
            "preprepare",
            "postprepare",
            "prepublish",
            "dependencies");

    private static final Set<String> COMPOSER = Set.of(
            "pre-install-cmd",
            "post-install-cmd",
            "pre-update-cmd",
            "post-update-cmd",
            "pre-autoload-dump",
            "post-autoload-dump",
            "post-root-package-install",
            "post-create-project-cmd",
            "pre-package-install",
            "post-package-install",
            "post-package-update");

    private static final Set<String> RUNNERS = Set.of("npm", "pnpm", "yarn", "bun", "npm.cmd");

    /** Of npm-run-all: they take names of scripts. */
    private static final Set<String> ALL_RUNNERS = Set.of("npm-run-all", "run-s", "run-p");

    private static final Set<String> RUN = Set.of("run", "run-script", "rum", "urn");

    private final Map<String, Tree> scripts = new LinkedHashMap<>();
    private final Content content;

    PackageScripts(Mapping scripts, Content content) {
        for (Entry each : scripts.entries()) {
            this.scripts.put(each.key(), each.value());
        }
        this.content = content;
    }

    /** In the order in which the file has them. */
    void read() {
        for (Map.Entry<String, Tree> each : scripts.entrySet()) {
            boolean isNpm = NPM.contains(each.getKey());
            if (isNpm || COMPOSER.contains(each.getKey())) {
                run(isNpm ? "npm" : "composer", each.getKey());
            }
        }
    }

    /** The script of an event, and each that it leads to once. */
    private void run(String tool, String event) {
        Set<String> seen = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(event));
        while (!left.isEmpty()) {
            String name = left.pop();
            Tree script = scripts.get(name);
            if (script == null || !seen.add(name)) {
                continue;
            }
            for (Scalar command : Tree.scalars(script)) {
                String text = command.text();
                boolean isReference = tool.equals("composer") && text.startsWith("@");
                if (isReference) {
                    text = referred(text.substring(1), left);
                } else {
                    named(text, left);
                }
                content.command(tool, event, text, command.offsetBytes());
            }
        }
    }

    /** {@code @php -r ...} is a command, {@code @name} another script. */
    private String referred(String text, Deque<String> left) {
        String first = Parts.of(text, ' ').getFirst();
        if (scripts.containsKey(first)) {
            left.add(first);
            return "";
        }
        return first.equals("putenv") ? "" : text;
    }

    /** Which scripts a command runs. */
    private void named(String text, Deque<String> left) {
        String program = "";
        String before = "";
        for (String word : words(text)) {
            boolean isOption = word.startsWith("-");
            if (RUNNERS.contains(word) || ALL_RUNNERS.contains(word)) {
                program = word;
            } else if (!program.isEmpty() && !isOption) {
                boolean isName = RUN.contains(before)
                        || ALL_RUNNERS.contains(program)
                        || RUNNERS.contains(before)
                                && (!before.startsWith("npm") || word.equals("test") || word.equals("start"));
                if (isName && scripts.containsKey(word)) {
                    left.add("pre" + word);
                    left.add(word);
                    left.add("post" + word);
                }
            }
            before = isOption ? before : word;
        }
    }

    /** Without quotes and what parts commands: a name is a word whatever is around it. */
    private static List<String> words(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append("\t\r\n;|&()'\"".indexOf(c) >= 0 ? ' ' : c);
        }
        return Parts.of(plain.toString(), ' ').stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
