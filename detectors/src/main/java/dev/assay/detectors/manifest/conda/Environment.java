package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.python.PipLine;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;

/** {@code environment.yml}: packages of conda, and under {@code pip:} lines as pip has them. */
final class Environment {
    private Environment() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            for (Tree item : root.items("dependencies")) {
                switch (item) {
                    case Scalar spec -> out.add(CondaSpec.of(spec.text()).at(spec.offsetBytes()));
                    case Mapping pip -> {
                        for (Tree line : pip.items("pip")) {
                            if (line instanceof Scalar scalar) {
                                PipLine.read(scalar.text(), Scope.RUNTIME, scalar.offsetBytes(), out);
                            }
                        }
                    }
                    case Tree.Sequence _ -> {}
                }
            }
        });
    }
}
