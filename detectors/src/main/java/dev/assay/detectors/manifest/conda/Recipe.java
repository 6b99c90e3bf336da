package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;

/**
 * {@code meta.yaml}, a recipe of conda-build, as far as it is plain: what a template of Jinja puts in is blanked first, and a requirement
 * that has any is a gap. Selectors are comments, so that what stands under any counts.
 */
final class Recipe {
    /** Stands for what a template gives; in no name. */
    private static final char GIVEN = '_';

    private Recipe() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        document.withBytes(plain(document)).yaml(root -> recipe(root, out));
    }

    private static void recipe(Mapping root, Dependencies out) {
        Mapping requirements = root.mapping("requirements");
        asked(requirements, "run", Scope.RUNTIME, out);
        asked(requirements, "host", Scope.BUILD, out);
        asked(requirements, "build", Scope.BUILD, out);
        asked(root.mapping("test"), "requires", Scope.TEST, out);
        for (Tree output : root.items("outputs")) {
            if (output instanceof Mapping mapping) {
                recipe(mapping, out);
            }
        }
        Mapping self = root.mapping("package");
        String name = self.textOrEmpty("name");
        if (!name.isEmpty() && !isGiven(name)) {
            String version = self.textOrEmpty("version");
            out.add(Mention.of(CondaSpec.ECOSYSTEM, "", name)
                    .version(isGiven(version) ? "" : version)
                    .relation(Relation.SELF)
                    .at(self.offsetBytes()));
        }
    }

    private static void asked(Mapping around, String list, Scope scope, Dependencies out) {
        for (Tree item : around.items(list)) {
            if (item instanceof Scalar spec
                    && !spec.text().isBlank()
                    && !spec.text().equals("null")) {
                if (isGiven(spec.text())) {
                    out.gap(GapKind.UNSUPPORTED, spec.offsetBytes(), "a requirement that a template gives");
                } else {
                    out.add(CondaSpec.of(spec.text()).scope(scope).at(spec.offsetBytes()));
                }
            }
        }
    }

    private static boolean isGiven(String text) {
        return text.indexOf("" + GIVEN + GIVEN + GIVEN + GIVEN) >= 0;
    }

    /** As long as before, so that places stay: statements become spaces, expressions signs of a word. */
    private static byte[] plain(Document document) {
        byte[] plain = new byte[document.length()];
        System.arraycopy(document.bytes(), 0, plain, 0, plain.length);
        for (int i = 0; i + 1 < plain.length; i++) {
            if (plain[i] == '{' && (plain[i + 1] == '{' || plain[i + 1] == '%' || plain[i + 1] == '#')) {
                char close = plain[i + 1] == '{' ? '}' : (char) plain[i + 1];
                char fill = close == '}' ? GIVEN : ' ';
                int end = i + 2;
                while (end + 1 < plain.length && !(plain[end] == close && plain[end + 1] == '}')) {
                    end++;
                }
                for (; i < Math.min(end + 2, plain.length); i++) {
                    plain[i] = plain[i] == '\n' ? (byte) '\n' : (byte) fill;
                }
                i--;
            }
        }
        return plain;
    }
}
