package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.YamlTree;
import java.util.Set;

/**
 * Objects of Kubernetes: the images of their containers, wherever in an object these are, and what a kustomization puts in the place of images.
 * A template of Helm is no YAML before it is filled in: of one, images that are written are told, line by line; an alias is a gap.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/">Pod</a>
 */
final class Kubernetes {
    private static final Set<String> CONTAINERS =
            Set.of("containers", "initContainers", "ephemeralContainers", "container", "script", "steps", "sidecars");

    private static final String IMAGE = "image:";

    private Kubernetes() {}

    static boolean looksRight(Head head) {
        return LineStarts.has(head, "apiVersion:") && LineStarts.has(head, "kind:");
    }

    static boolean isKustomization(Head head) {
        return LineStarts.has(head, "images:");
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        if (isTemplate(document)) {
            template(document, out);
            return;
        }
        YamlTree.Result yaml = document.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                within(root, out);
                if (root.textOrEmpty("kind").equals("Kustomization")) {
                    kustomized(root, out);
                }
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    static void kustomization(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> kustomized(root, out));
    }

    private static boolean isTemplate(Document document) {
        byte[] bytes = document.bytes();
        for (int i = 1; i < document.length(); i++) {
            if (bytes[i - 1] == '{' && (bytes[i] == '{' || bytes[i] == '%')) {
                return true;
            }
        }
        return false;
    }

    private static void template(Document document, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            String plain = line.startsWith("- ") ? line.substring(2).strip() : line;
            if (plain.startsWith(IMAGE) && plain.indexOf('{') < 0) {
                int comment = plain.indexOf(" #");
                String value = plain.substring(IMAGE.length(), comment < 0 ? plain.length() : comment)
                        .strip();
                templateImage(value, lines.offset() + lines.indent(), out);
            }
        }
    }

    private static void templateImage(String written, long at, Dependencies out) {
        if (written.startsWith("*")) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "an image behind an alias in a template: " + Quoted.of(Parts.first(written, 80)));
            return;
        }
        int space = written.indexOf(' ');
        String value =
                written.startsWith("&") && space > 0 ? written.substring(space).strip() : written;
        boolean isQuoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        image(isQuoted ? value.substring(1, value.length() - 1) : value, at, out);
    }

    private static void within(Tree tree, Dependencies out) {
        switch (tree) {
            case Scalar _ -> {}
            case Sequence list -> list.items().forEach(item -> within(item, out));
            case Mapping mapping -> {
                for (Entry entry : mapping.entries()) {
                    if (CONTAINERS.contains(entry.key())) {
                        containers(entry.value(), out);
                    }
                    if (entry.key().equals("volumes")) {
                        mapping.items("volumes").forEach(volume -> volume(volume, out));
                    }
                    within(entry.value(), out);
                }
            }
        }
    }

    private static void containers(Tree value, Dependencies out) {
        switch (value) {
            case Scalar _ -> {}
            case Sequence list ->
                list.items().forEach(item -> {
                    if (item instanceof Mapping container) {
                        container(container, out);
                    }
                });
            case Mapping container -> container(container, out);
        }
    }

    private static void container(Mapping container, Dependencies out) {
        for (Entry entry : container.entries()) {
            if (entry.key().equals("image") && entry.value() instanceof Scalar image) {
                image(image.text(), entry.offsetBytes(), out);
            }
        }
    }

    /** What an image holds may be mounted without being run. */
    private static void volume(Tree tree, Dependencies out) {
        if (tree instanceof Mapping volume && volume.get("image") instanceof Mapping image) {
            image(image.textOrEmpty("reference"), image.offsetBytes(), out);
        }
    }

    private static void kustomized(Mapping root, Dependencies out) {
        for (Tree item : root.items("images")) {
            if (item instanceof Mapping image) {
                String name = image.textOrEmpty("newName");
                String tag = image.textOrEmpty("newTag");
                String digest = image.textOrEmpty("digest");
                String whole = (name.isEmpty() ? image.textOrEmpty("name") : name)
                        + (tag.isEmpty() ? "" : ":" + tag)
                        + (digest.isEmpty() ? "" : "@" + digest);
                image(whole, image.offsetBytes(), out);
            }
        }
    }

    /** What deploys it may put another one in the place of a variable; that is no image. */
    static void image(String image, long at, Dependencies out) {
        if (ImageReference.isOne(image)) {
            out.add(ImageReference.of(image).at(at));
        }
    }
}
