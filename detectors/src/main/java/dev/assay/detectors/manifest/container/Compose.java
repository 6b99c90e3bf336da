package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.YamlTree;
import java.util.HashMap;
import java.util.Map;

/** A file of Docker Compose: the images of its services, and what they are built of. */
final class Compose {
    private static final String DOCKERFILE = "Dockerfile";
    private static final String IMAGE_CONTEXT = "docker-image://";

    private Compose() {}

    static boolean looksRight(Head head) {
        return LineStarts.has(head, "services:");
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                for (Entry service : root.mapping("services").entries()) {
                    if (service.value() instanceof Mapping mapping) {
                        service(mapping, document, out);
                    }
                }
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private static void service(Mapping service, Document document, Dependencies out) throws MalformedException {
        for (Entry entry : service.entries()) {
            if (entry.key().equals("image") && entry.value() instanceof Scalar image) {
                image(image.text(), entry.offsetBytes(), Scope.RUNTIME, out);
            } else if (entry.key().equals("build")) {
                build(entry, document, out);
            }
        }
    }

    /** A folder, or an object: with a Dockerfile in it, in the file itself, or by its name in the folder. */
    private static void build(Entry entry, Document document, Dependencies out) throws MalformedException {
        if (entry.value() instanceof Scalar folder) {
            builds(folder.text(), DOCKERFILE, entry.offsetBytes(), out);
        } else if (entry.value() instanceof Mapping build) {
            if (build.get("dockerfile_inline") instanceof Scalar inline) {
                Dockerfile.inline(document, inline.text(), arguments(build), inline.offsetBytes(), out);
            } else {
                String file = build.textOrEmpty("dockerfile");
                builds(build.textOrEmpty("context"), file.isEmpty() ? DOCKERFILE : file, entry.offsetBytes(), out);
            }
            for (Entry context : build.mapping("additional_contexts").entries()) {
                if (context.value() instanceof Scalar other && other.text().startsWith(IMAGE_CONTEXT)) {
                    image(other.text().substring(IMAGE_CONTEXT.length()), context.offsetBytes(), Scope.BUILD, out);
                }
            }
        }
    }

    private static void builds(String folder, String file, long at, Dependencies out) {
        String context = filled(folder);
        String name = filled(file);
        if (context.indexOf('$') >= 0 || name.indexOf('$') >= 0) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "a build that a variable of the environment names: "
                            + Quoted.of(Parts.first(folder + " " + file, 80)));
        } else if (Addresses.isAddress(context) || context.startsWith("git@")) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "a build of another repository, which is not read: " + Quoted.of(Addresses.plain(context)));
        } else {
            out.builds(context.isEmpty() || name.startsWith("/") ? name : context + "/" + name, at);
        }
    }

    /** As an object, or as a list of {@code NAME=value}. */
    private static Map<String, String> arguments(Mapping build) {
        Map<String, String> arguments = new HashMap<>();
        for (Entry each : build.mapping("args").entries()) {
            if (each.value() instanceof Scalar value) {
                arguments.put(each.key(), filled(value.text()));
            }
        }
        if (build.get("args") instanceof Sequence list) {
            for (Tree each : list.items()) {
                int equals = each instanceof Scalar scalar ? scalar.text().indexOf('=') : -1;
                if (equals > 0 && each instanceof Scalar scalar) {
                    arguments.put(
                            scalar.text().substring(0, equals),
                            filled(scalar.text().substring(equals + 1)));
                }
            }
        }
        return arguments;
    }

    /** {@code ${NAME:-value}} has a value; what has none stands in the environment. */
    private static String filled(String written) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = written.indexOf("${"); open >= 0; open = written.indexOf("${", from)) {
            int close = written.indexOf('}', open);
            int sign = written.indexOf('-', open);
            if (close < 0 || sign < 0 || sign > close) {
                break;
            }
            filled.append(written, from, open).append(written, sign + 1, close);
            from = close + 1;
        }
        return filled.append(written.substring(from)).toString();
    }

    static void image(String written, long at, Scope scope, Dependencies out) {
        String image = filled(written);
        if (image.indexOf('$') >= 0) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "an image that a variable of the environment names: " + Quoted.of(Parts.first(written, 80)));
        } else {
            out.add(ImageReference.of(image).scope(scope).at(at));
        }
    }
}
