package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code libs.versions.toml}, a version catalog of Gradle. Which of them a build takes is for its scripts to say. */
final class GradleCatalog {
    private final Mapping versions;
    private final Dependencies out;

    private GradleCatalog(Mapping versions, Dependencies out) {
        this.versions = versions;
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        if (document.toml() instanceof Mapping root) {
            GradleCatalog catalog = new GradleCatalog(root.mapping("versions"), out);
            for (Entry entry : root.mapping("libraries").entries()) {
                catalog.library(entry.value());
            }
            for (Entry entry : root.mapping("plugins").entries()) {
                catalog.plugin(entry.value());
            }
        }
    }

    private void library(Tree value) {
        if (value instanceof Scalar scalar) {
            List<String> parts = Parts.of(scalar.text(), ':');
            if (parts.size() < 2) {
                out.malformed(scalar.offsetBytes(), "a library that is no group:artifact:version");
                return;
            }
            add(parts.get(0), parts.get(1), parts.size() > 2 ? parts.get(2) : "", Scope.RUNTIME, value);
        } else if (value instanceof Mapping mapping) {
            String module = mapping.text("module");
            int colon = module == null ? -1 : module.indexOf(':');
            String group = module == null ? text(mapping, "group") : module.substring(0, Math.max(colon, 0));
            String name = module == null ? text(mapping, "name") : module.substring(colon + 1);
            add(group, name, version(mapping), Scope.RUNTIME, value);
        } else {
            out.malformed(value.offsetBytes(), "a library that is a list");
        }
    }

    /** A plugin's marker is an artifact of its own: https://docs.gradle.org/current/userguide/plugins.html */
    private void plugin(Tree value) {
        String id = "";
        String version = "";
        if (value instanceof Scalar scalar) {
            int colon = scalar.text().indexOf(':');
            id = colon < 0 ? scalar.text() : scalar.text().substring(0, colon);
            version = colon < 0 ? "" : scalar.text().substring(colon + 1);
        } else if (value instanceof Mapping mapping) {
            id = text(mapping, "id");
            version = version(mapping);
        }
        add(id, id + ".gradle.plugin", version, Scope.BUILD, value);
    }

    private void add(String group, String name, String version, Scope scope, Tree at) {
        out.add(MavenVersion.of(Mention.of(MavenFormats.ECOSYSTEM, group, name), version)
                .scope(scope)
                .at(at.offsetBytes()));
    }

    private static String text(Mapping mapping, String key) {
        String value = mapping.text(key);
        return value == null ? "" : value;
    }

    private String version(Mapping mapping) {
        String reference = mapping.text("version.ref");
        if (reference != null) {
            return rich(versions.get(reference));
        }
        return rich(mapping.get("version"));
    }

    private String rich(@Nullable Tree version) {
        if (version instanceof Scalar scalar) {
            return scalar.text();
        }
        if (version instanceof Mapping mapping) {
            String reference = mapping.text("ref");
            if (reference != null && versions.get(reference) instanceof Scalar scalar) {
                return scalar.text();
            }
            if (reference != null && versions.get(reference) instanceof Mapping other && other.text("ref") == null) {
                return rich(other);
            }
            for (String key : new String[] {"strictly", "require", "prefer"}) {
                String value = mapping.text(key);
                if (value != null) {
                    return value;
                }
            }
        }
        return "";
    }
}
