package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.YamlTree;

/** A file of Docker Compose: the images of its services. */
final class Compose {
    private Compose() {}

    static boolean looksRight(Head head) {
        return LineStarts.has(head, "services:");
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                for (Entry service : root.mapping("services").entries()) {
                    String image = service.value() instanceof Mapping mapping ? mapping.text("image") : null;
                    if (image != null && service.value() instanceof Mapping mapping) {
                        image(image, offset(mapping), out);
                    }
                }
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private static long offset(Mapping service) {
        for (Entry entry : service.entries()) {
            if (entry.key().equals("image")) {
                return entry.offsetBytes();
            }
        }
        return service.offsetBytes();
    }

    /** {@code ${NAME:-value}} has a value; what has none stands in the environment. */
    private static void image(String written, long at, Dependencies out) {
        StringBuilder image = new StringBuilder();
        int from = 0;
        for (int open = written.indexOf("${"); open >= 0; open = written.indexOf("${", from)) {
            int close = written.indexOf('}', open);
            int sign = written.indexOf('-', open);
            if (close < 0 || sign < 0 || sign > close) {
                break;
            }
            image.append(written, from, open).append(written, sign + 1, close);
            from = close + 1;
        }
        image.append(written.substring(from));
        if (image.indexOf("$") >= 0) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "an image that a variable of the environment names: " + Quoted.of(Parts.first(written, 80)));
        } else {
            out.add(ImageReference.of(image.toString()).at(at));
        }
    }
}
