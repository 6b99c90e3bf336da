package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.HeadText;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.XmlTree.Element;

/** {@code .mvn/extensions.xml}: what Maven loads into itself before it reads any project. Properties are those of the user. */
final class MavenExtensions {
    private MavenExtensions() {}

    static boolean looksRight(Head head) {
        return HeadText.holds(head, "<extensions");
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        Element root = document.xml();
        MalformedException.check(
                root.name().equals("extensions"), root.offsetBytes(), "the first element is not extensions");
        for (Element each : root.children("extension")) {
            Mention extension = Mention.of(
                    MavenFormats.ECOSYSTEM,
                    each.text("groupId").strip(),
                    each.text("artifactId").strip());
            out.add(MavenVersion.of(extension, each.text("version"))
                    .scope(Scope.BUILD)
                    .at(each.offsetBytes()));
        }
    }
}
