package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;

/**
 * {@code devcontainer.json}: the image that somebody develops in, and features, which are archives in registries of images with a program that
 * installs them; {@code devcontainer-lock.json}: which of these are taken.
 *
 * @see <a href="https://containers.dev/implementors/json_reference/">Reference</a>
 */
final class Devcontainer {
    private static final String DOCKERFILE = "Dockerfile";

    private Devcontainer() {}

    static void manifest(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        for (Entry entry : root.entries()) {
            switch (entry.key()) {
                case "image" -> {
                    if (entry.value() instanceof Scalar image) {
                        Compose.image(image.text(), entry.offsetBytes(), Scope.DEVELOPMENT, out);
                    }
                }
                case "features" -> {
                    if (entry.value() instanceof Mapping features) {
                        features.entries().forEach(each -> feature(each.key(), each.offsetBytes(), out));
                    }
                }
                case "build" -> {
                    if (entry.value() instanceof Mapping build) {
                        String file = build.textOrEmpty("dockerfile");
                        out.builds(file.isEmpty() ? DOCKERFILE : file, entry.offsetBytes());
                    }
                }
                case "dockerFile" -> {
                    if (entry.value() instanceof Scalar file) {
                        out.builds(file.text(), entry.offsetBytes());
                    }
                }
                default -> {}
            }
        }
    }

    /** An image's reference, an address of an archive, or a folder beside it. */
    private static void feature(String written, long at, Dependencies out) {
        if (written.startsWith("./") || written.startsWith("../") || written.isBlank()) {
            return; // a part of the project
        }
        if (Addresses.isAddress(written)) {
            String name = written.substring(written.lastIndexOf('/') + 1);
            out.add(Mention.of("generic", "", name)
                    .origin(Origin.Kind.URL, written)
                    .scope(Scope.DEVELOPMENT)
                    .at(at));
        } else {
            out.add(ImageReference.of(written).scope(Scope.DEVELOPMENT).at(at));
        }
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        for (Entry entry : document.jsonObject().mapping("features").entries()) {
            if (entry.value() instanceof Mapping feature && !Addresses.isAddress(entry.key())) {
                String version = feature.textOrEmpty("version");
                Mention mention = ImageReference.of(entry.key())
                        .relation(Relation.UNKNOWN)
                        .scope(Scope.DEVELOPMENT)
                        .integrity(feature.textOrEmpty("integrity"))
                        .at(entry.offsetBytes());
                out.add(version.isEmpty() ? mention : mention.version(version));
            }
        }
    }
}
