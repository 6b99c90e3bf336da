package dev.assay.detectors.manifest.deno;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/** {@code deno.json}, {@code jsr.json} and import maps: {@code imports}, {@code scopes} and what the compiler takes. What the code imports itself is not here. */
final class DenoManifest {
    private DenoManifest() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        imports(root.mapping("imports"), out);
        for (Entry scope : root.mapping("scopes").entries()) {
            if (scope.value() instanceof Mapping mapping) {
                imports(mapping, out);
            }
        }
        Mapping compiler = root.mapping("compilerOptions");
        for (String key : List.of("types", "jsxImportSource", "jsxImportSourceTypes")) {
            for (Tree each : compiler.items(key)) {
                Mention mention = each instanceof Scalar scalar ? DenoSpecifier.of(scalar.text()) : null;
                if (mention != null) {
                    out.add(mention.scope(key.equals("jsxImportSource") ? Scope.RUNTIME : Scope.DEVELOPMENT)
                            .at(each.offsetBytes()));
                }
            }
        }
        String name = root.textOrEmpty("name");
        if (name.startsWith("@")) {
            out.add(Mention.slashed(DenoSpecifier.JSR, name)
                    .version(root.textOrEmpty("version"))
                    .relation(Relation.SELF)
                    .at(root.offsetBytes()));
        }
    }

    private static void imports(Mapping table, Dependencies out) {
        for (Entry entry : table.entries()) {
            Mention mention = entry.value() instanceof Scalar scalar ? DenoSpecifier.of(scalar.text()) : null;
            if (mention != null) {
                String alias = entry.key().endsWith("/")
                        ? entry.key().substring(0, entry.key().length() - 1)
                        : entry.key();
                out.add(mention.alias(alias).at(entry.offsetBytes()));
            }
        }
    }
}
