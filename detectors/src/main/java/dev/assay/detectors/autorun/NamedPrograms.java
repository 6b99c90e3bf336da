package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Programs that a package names as what builds or loads it: {@code package.build} and macros of {@code Cargo.toml}
 * (doc.rust-lang.org/cargo/reference/manifest.html), {@code extensions} of a gem's specification
 * (guides.rubygems.org/specification-reference/#extensions), a backend of its own in {@code pyproject.toml} (peps.python.org/pep-0517), files
 * and classes that Composer loads (getcomposer.org/doc/04-schema.md#autoload).
 */
final class NamedPrograms {
    private static final String EXTENSIONS = "extensions";

    /** What stands between the name and its value: {@code s.extensions = %w[a b]}. */
    private static final String SIGNS = " \t\r\n=<[(+%wW";

    private static final int MOST = 20;

    private NamedPrograms() {}

    static void cargo(Content content) {
        String text = content.text();
        boolean isAny = text.contains("build") || text.contains("proc");
        if (isAny && toml(content) instanceof Mapping manifest) {
            if (manifest.mapping("package").get("build") instanceof Scalar file
                    && file.isQuoted()
                    && !isKnown(file.text())) {
                content.command("cargo", "build-file", file.text(), file.offsetBytes());
            }
            Mapping library = manifest.mapping("lib");
            boolean isMacro = library.textOrEmpty("proc-macro").equals("true")
                    || library.textOrEmpty("proc_macro").equals("true");
            if (isMacro) { // which the compiler runs
                String path = library.textOrEmpty("path");
                content.command("cargo", "macro-file", path.isEmpty() ? "src/lib.rs" : path, library.offsetBytes());
            }
        }
    }

    /** A backend that lies in the project itself: whoever builds or installs it from source runs that. */
    static void python(Content content) {
        if (!content.text().contains("backend-path") || !(toml(content) instanceof Mapping project)) {
            return;
        }
        Mapping build = project.mapping("build-system");
        String backend = build.textOrEmpty("build-backend");
        int colon = backend.indexOf(':');
        String module =
                (colon < 0 ? backend : backend.substring(0, colon)).strip().replace('.', '/');
        for (Scalar path : module.isEmpty() ? List.<Scalar>of() : scalars(build.get("backend-path"))) {
            String file = path.text() + "/" + module;
            content.command("python", "backend-file", file + ".py", path.offsetBytes());
            content.command("python", "backend-file", file + "/__init__.py", path.offsetBytes());
        }
    }

    /** Files that loading the autoloader runs, and classes whose methods are scripts, or are a plugin of Composer itself. */
    static void composer(Mapping project, Content content) {
        Mapping autoload = project.mapping("autoload");
        for (Scalar file : scalars(autoload.get("files"))) {
            content.command("composer", "autoload-file", file.text(), file.offsetBytes());
        }
        for (Entry event : project.mapping("scripts").entries()) {
            for (Scalar script : scalars(event.value())) {
                int method = script.text().indexOf("::");
                if (method > 0) {
                    loaded(script.text().substring(0, method), script.offsetBytes(), autoload, content);
                }
            }
        }
        if (project.textOrEmpty("type").equals("composer-plugin")) {
            for (Scalar plugin : scalars(project.mapping("extra").get("class"))) {
                loaded(plugin.text(), plugin.offsetBytes(), autoload, content);
            }
        }
    }

    /** Where a class lies by its name (www.php-fig.org/psr/psr-4). */
    private static void loaded(String name, long offsetBytes, Mapping autoload, Content content) {
        String plain = name.startsWith("\\") ? name.substring(1) : name;
        for (String standard : List.of("psr-4", "psr-0")) {
            for (Entry prefix : autoload.mapping(standard).entries()) {
                boolean isBelow = plain.startsWith(prefix.key());
                String rest = !isBelow || standard.equals("psr-0")
                        ? plain
                        : plain.substring(prefix.key().length());
                for (Scalar folder : isBelow ? scalars(prefix.value()) : List.<Scalar>of()) {
                    String file = folder.text() + "/" + rest.replace('\\', '/') + ".php";
                    content.command("composer", "autoload-file", file, offsetBytes);
                }
            }
        }
    }

    private static List<Scalar> scalars(@Nullable Tree tree) {
        return tree == null
                ? List.of()
                : Tree.scalars(tree).stream().limit(MOST).toList();
    }

    /** Nothing where it is damaged: who reads its packages tells that, and no tool starts anything by it. */
    static Tree toml(Content content) {
        try {
            return content.toml();
        } catch (MalformedException ignored) {
            return new Mapping(List.of(), "", 0);
        }
    }

    /** Whether a file is one by its name, whatever names it. */
    private static boolean isKnown(String file) {
        AutorunKind kind = AutorunKind.named(file.substring(file.lastIndexOf('/') + 1));
        return kind == AutorunKind.CARGO_BUILD || kind == AutorunKind.GEM_EXTENSION;
    }

    /** The texts of each list that the name is given; what is put together is none. */
    static void gem(Content content) {
        String text = content.text();
        int seen = 0;
        for (int at = text.indexOf(EXTENSIONS); at >= 0 && seen < MOST; at = text.indexOf(EXTENSIONS, at + 1)) {
            int from = at + EXTENSIONS.length();
            while (from < text.length() && SIGNS.indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            int end = from;
            while (end < text.length() && "])\n}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            for (String word : Parts.of(text.substring(from, end).replace(',', ' '), ' ')) {
                String file = word.replace("\"", "").replace("'", "").strip();
                if (file.endsWith(".rb") && !isKnown(file) && seen++ < MOST) {
                    content.command("rubygems", "extension-file", file, at);
                }
            }
        }
    }
}
