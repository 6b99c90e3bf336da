package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/**
 * Programs that a package names as what builds it: {@code package.build} of {@code Cargo.toml}
 * (doc.rust-lang.org/cargo/reference/manifest.html#the-build-field) and {@code extensions} of a gem's specification
 * (guides.rubygems.org/specification-reference/#extensions).
 */
final class NamedPrograms {
    private static final String EXTENSIONS = "extensions";

    /** What stands between the name and its value: {@code s.extensions = %w[a b]}. */
    private static final String SIGNS = " \t\r\n=<[(+%wW";

    private static final int MOST = 20;

    private NamedPrograms() {}

    static void cargo(Content content) {
        if (content.text().contains("build") && toml(content) instanceof Mapping manifest) {
            Tree build = manifest.mapping("package").get("build");
            if (build instanceof Scalar file && file.isQuoted() && !isKnown(file.text())) {
                content.command("cargo", "build-file", file.text(), file.offsetBytes());
            }
        }
    }

    /** Whether a file is one by its name, whatever names it. */
    private static boolean isKnown(String file) {
        AutorunKind kind = AutorunKind.named(file.substring(file.lastIndexOf('/') + 1));
        return kind == AutorunKind.CARGO_BUILD || kind == AutorunKind.GEM_EXTENSION;
    }

    /** What is damaged is told by who reads its packages. */
    private static Tree toml(Content content) {
        try {
            return content.toml();
        } catch (MalformedException ignored) {
            return new Mapping(List.of(), "", 0);
        }
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
