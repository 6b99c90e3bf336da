package dev.assay.detectors.manifest.helm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;

/**
 * {@code values.yaml}: what fills the templates of a chart. There is no form for it, but nearly all charts name images as {@code helm create} does it:
 * an object with a repository, a tag and perhaps a registry and a digest. A text that is called an image is one, too.
 */
final class ChartValues {
    private static final String REPOSITORY = "repository";
    private static final String IMAGE = "mage"; // also of initImage

    private ChartValues() {}

    static boolean looksRight(Head head) {
        return !LineStarts.has(head, "apiVersion:") && (mayName(head) || !head.isWhole() && head.length() > 0);
    }

    private static boolean mayName(Head head) {
        for (int i = 0; i < head.length(); i++) {
            if (head.at(i) == ':'
                    && (head.has(i - REPOSITORY.length(), REPOSITORY) || head.has(i - IMAGE.length(), IMAGE))) {
                return true;
            }
        }
        return false;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> Tree.mappings(root, mapping -> image(mapping, out)));
    }

    private static void image(Mapping mapping, Dependencies out) {
        String image = mapping.textOrEmpty("image");
        String repository = mapping.textOrEmpty("repository");
        String name = repository.isEmpty() ? image : repository;
        if (mapping.get("tag") != null || mapping.get("digest") != null) {
            String registry = mapping.textOrEmpty("registry");
            String tag = mapping.textOrEmpty("tag");
            String digest = mapping.textOrEmpty("digest");
            boolean isTagged = !tag.isEmpty() && !tag.equals("null");
            tell(
                    (registry.isEmpty() ? "" : registry + "/")
                            + name
                            + (isTagged ? ":" + tag : "")
                            + (digest.isEmpty() ? "" : "@" + digest),
                    mapping.offsetBytes(),
                    out);
        } else if (image.indexOf('/') > 0 || image.indexOf(':') > 0) { // else it may be the name of anything
            tell(image, mapping.offsetBytes(), out);
        }
    }

    private static void tell(String image, long at, Dependencies out) {
        if (ImageReference.isOne(image)) { // a tag alone is none
            out.add(ImageReference.of(image).at(at));
        }
    }
}
