package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code pyproject.toml}: PEP 518, 621 and 735, and what Poetry, PDM, uv and Hatch add. What a build makes of {@code setup.py} or
 * of a plugin nobody knows who does not run it.
 */
final class PyProject {
    private final Dependencies out;
    private final Mapping sources;
    private final PythonIndexes indexes;

    /** @param uv its table, which says where packages are from */
    private PyProject(Dependencies out, Mapping uv) {
        this.out = out;
        this.sources = uv.mapping("sources");
        this.indexes = PythonIndexes.uv(uv);
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        if (!(document.toml() instanceof Mapping root)) {
            return;
        }
        Mapping tool = root.mapping("tool");
        PyProject reading = new PyProject(out, tool.mapping("uv"));
        reading.project(root.mapping("project"), tool);
        reading.list(root.mapping("build-system").get("requires"), Scope.BUILD, Relation.DIRECT);
        reading.groups(root.mapping("dependency-groups"), Scope.DEVELOPMENT);
        reading.poetry(tool.mapping("poetry"));
        reading.groups(tool.mapping("pdm").mapping("dev-dependencies"), Scope.DEVELOPMENT);
        reading.uv(tool.mapping("uv"));
        reading.hatch(tool.mapping("hatch").mapping("envs"));
        reading.pixi(tool.mapping("pixi"));
    }

    /** What stands in a script: the same, without a project. */
    static void script(Document document, Dependencies out) throws MalformedException {
        if (document.toml() instanceof Mapping root) {
            Mapping uv = root.mapping("tool").mapping("uv");
            PyProject reading = new PyProject(out, uv);
            reading.list(root.get("dependencies"), Scope.RUNTIME, Relation.DIRECT);
            reading.uv(uv);
        }
    }

    private void project(Mapping project, Mapping tool) {
        String name = project.text("name");
        String version = project.text("version");
        if (name != null && version != null && !name.isBlank()) {
            out.add(PythonRequirement.named(name)
                    .version(version)
                    .relation(Relation.SELF)
                    .licence(
                            project.text("license") == null
                                    ? project.mapping("license").text("text")
                                    : project.text("license"))
                    .at(project.offsetBytes()));
        }
        list(project.get("dependencies"), Scope.RUNTIME, Relation.DIRECT);
        groups(project.mapping("optional-dependencies"), Scope.OPTIONAL);
        for (Tree item : project.items("dynamic")) {
            if (item instanceof Scalar scalar && scalar.text().endsWith("dependencies")) {
                dynamic(scalar, tool.mapping("setuptools").mapping("dynamic"), tool);
            }
        }
    }

    /** Setuptools may read them from files like those of pip. */
    private void dynamic(Scalar what, Mapping setuptools, Mapping tool) {
        boolean isTold = false;
        Tree value = setuptools.get(what.text());
        for (Scalar file : value == null ? List.<Scalar>of() : Tree.scalars(value)) {
            isTold = true;
            out.fact(new FileReference(Requirements.LOADER, Parts.first(file.text(), 1_000), "", file.offsetBytes()));
        }
        boolean isPoetry = !tool.mapping("poetry").entries().isEmpty(); // whose own section says it
        if (!isTold && !isPoetry) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    what.offsetBytes(),
                    "its " + what.text() + " are dynamic: what builds it makes them, and that is not run");
        }
    }

    private void groups(Mapping groups, Scope scope) {
        for (Entry group : groups.entries()) {
            list(group.value(), scope, Relation.DIRECT);
        }
    }

    private void list(@Nullable Tree value, Scope scope, Relation relation) {
        switch (value) {
            case null -> {}
            case Sequence list -> {
                for (Tree item : list.items()) {
                    if (item instanceof Scalar scalar) {
                        requirement(scalar, scope, relation);
                    } // an object includes another group (PEP 735), which is told by itself
                }
            }
            case Mapping mapping -> out.malformed(mapping.offsetBytes(), "requirements that are no list");
            case Scalar scalar -> out.malformed(scalar.offsetBytes(), "requirements that are no list");
        }
    }

    private void requirement(Scalar scalar, Scope scope, Relation relation) {
        String text = scalar.text().strip();
        boolean isEditable = text.startsWith("-e "); // PDM
        Optional<Mention> mention =
                PythonRequirement.of(isEditable ? text.substring(3).strip() : text);
        if (mention.isEmpty()) {
            if (!isEditable) {
                out.malformed(
                        scalar.offsetBytes(), "no requirement as PEP 508 has it: " + Quoted.of(Parts.first(text, 80)));
            }
            return;
        }
        Mention found = mention.get().relation(relation).at(scalar.offsetBytes());
        if (found.origin().equals(Origin.DEFAULT)) {
            indexes.from(null, found);
        }
        uvSource(found);
        out.add(scope == Scope.RUNTIME ? found : found.scope(scope));
    }

    /** uv says apart where a package is from. */
    private void uvSource(Mention mention) {
        for (Entry each : sources.entries()) {
            if (PythonRequirement.normal(each.key()).equals(mention.full())) {
                Mapping source = each.value() instanceof Mapping mapping
                        ? mapping
                        : each.value() instanceof Sequence list
                                        && !list.items().isEmpty()
                                        && list.items().getFirst() instanceof Mapping first
                                ? first
                                : new Mapping(List.of(), "", each.value().offsetBytes());
                table(mention, source);
            }
        }
    }

    private void uv(Mapping uv) {
        list(uv.get("dev-dependencies"), Scope.DEVELOPMENT, Relation.DIRECT);
        list(uv.get("constraint-dependencies"), Scope.RUNTIME, Relation.CONSTRAINT);
        list(uv.get("override-dependencies"), Scope.RUNTIME, Relation.CONSTRAINT);
        list(uv.get("build-constraint-dependencies"), Scope.BUILD, Relation.CONSTRAINT);
        out.members(
                uv.mapping("workspace").get("members"), uv.mapping("workspace").get("exclude"));
    }

    private void hatch(Mapping environments) {
        for (Entry each : environments.entries()) {
            if (each.value() instanceof Mapping environment) {
                list(environment.get("dependencies"), Scope.DEVELOPMENT, Relation.DIRECT);
                list(environment.get("extra-dependencies"), Scope.DEVELOPMENT, Relation.DIRECT);
            }
        }
    }

    /** Whose packages are mostly those of conda; features and targets have dependencies of their own. */
    private void pixi(Mapping pixi) {
        pixi.entries().stream()
                .filter(each -> each.key().endsWith("dependencies")
                        || each.key().equals("feature")
                        || each.key().equals("target"))
                .findFirst()
                .ifPresent(each -> out.gap(
                        GapKind.UNSUPPORTED,
                        each.value().offsetBytes(),
                        "has dependencies for Pixi, which are not read: what that installs is not known"));
    }

    private void poetry(Mapping poetry) {
        String name = poetry.text("name");
        String version = poetry.text("version");
        if (name != null && version != null && !name.isBlank()) {
            out.add(PythonRequirement.named(name)
                    .version(version)
                    .relation(Relation.SELF)
                    .licence(poetry.text("license"))
                    .at(poetry.offsetBytes()));
        }
        PythonIndexes own = PythonIndexes.of(poetry, "source");
        table(poetry.mapping("dependencies"), Scope.RUNTIME, own);
        table(poetry.mapping("dev-dependencies"), Scope.DEVELOPMENT, own);
        for (Entry group : poetry.mapping("group").entries()) {
            if (group.value() instanceof Mapping mapping) {
                boolean isMain = group.key().equals("main");
                table(mapping.mapping("dependencies"), isMain ? Scope.RUNTIME : Scope.DEVELOPMENT, own);
            }
        }
    }

    /** Poetry's own form, and Pipenv's: a range, an object, or several of these for several platforms. */
    private void table(Mapping dependencies, Scope scope, PythonIndexes own) {
        for (Entry entry : dependencies.entries()) {
            if (!entry.key().equals("python")) {
                PythonTable.read(entry, scope, own, out);
            }
        }
    }

    private void table(Mention mention, Mapping source) {
        PythonTable.origin(mention, source, indexes);
        if ("true".equals(source.text("workspace"))) {
            mention.origin(Origin.Kind.WORKSPACE, "");
        }
    }
}
