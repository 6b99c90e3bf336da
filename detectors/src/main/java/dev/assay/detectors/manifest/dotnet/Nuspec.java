package dev.assay.detectors.manifest.dotnet;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.XmlTree.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code *.nuspec}, what a package of NuGet says of itself. What it needs for several frameworks is told once. */
final class Nuspec {
    /** Around what is put in when the package is built. */
    private static final char REPLACED = '$';

    private Nuspec() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        Element root = document.xml();
        MalformedException.check(root.name().equals("package"), root.offsetBytes(), "the first element is not package");
        Element metadata = root.child("metadata");
        if (metadata == null) {
            throw new MalformedException(root.offsetBytes(), "a package without metadata");
        }
        String id = text(metadata.child("id"));
        if (!id.isEmpty() && id.indexOf(REPLACED) < 0) {
            Element licence = metadata.child("license");
            boolean isExpression = licence != null && licence.attribute("type").equals("expression");
            String version = text(metadata.child("version"));
            out.add(Mention.of(DotnetFormats.ECOSYSTEM, "", id)
                    .version(version.indexOf(REPLACED) < 0 ? version : "")
                    .relation(Relation.SELF)
                    .licence(isExpression ? text(licence) : "")
                    .at(metadata.offsetBytes()));
        }
        Set<String> told = new HashSet<>();
        for (Element each : dependencies(metadata)) {
            String name = each.attribute("id").strip();
            String range = each.attribute("version").strip();
            if (name.isEmpty()) {
                out.malformed(each.offsetBytes(), "a dependency without an id");
            } else if (told.add(name.toLowerCase(Locale.ROOT) + " " + range)) {
                out.add(MsbuildProject.ranged(name, range.indexOf(REPLACED) < 0 ? range : "")
                        .relation(Relation.DIRECT)
                        .at(each.offsetBytes()));
            }
        }
    }

    /** Those for every framework, and those of each. */
    private static List<Element> dependencies(Element metadata) {
        List<Element> all = new ArrayList<>();
        for (Element each : metadata.children("dependencies")) {
            all.addAll(each.children("dependency"));
            each.children("group").forEach(group -> all.addAll(group.children("dependency")));
        }
        return all;
    }

    private static String text(@Nullable Element element) {
        return element == null ? "" : element.text().strip();
    }
}
