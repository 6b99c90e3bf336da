package dev.assay.app.render;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Location;
import java.util.ArrayList;
import java.util.List;

/** Dependencies with each field in each form. */
final class SampleDependencies {
    private SampleDependencies() {}

    static List<Object> all() {
        List<Object> all = new ArrayList<>();
        all.add(found(
                "package-lock.json",
                new Dependency(
                        new Coordinates("npm", "@scope", "deep"),
                        "renamed",
                        "1.2.3",
                        "npm:@scope/deep@^1",
                        Relation.TRANSITIVE,
                        Scope.OPTIONAL,
                        List.of("express@4.18.2", "body-parser@1.20.1"),
                        2,
                        new Origin(Origin.Kind.URL, "https://registry.example/deep.tgz"),
                        "sha512-AAAA==",
                        "(mit or Apache-2.0 with LLVM-exception)",
                        120,
                        7)));
        for (Relation relation : Relation.values()) {
            all.add(found("sub/requirements.txt", plain("pypi", "", "name-" + relation.id(), relation, Scope.RUNTIME)));
        }
        for (Scope scope : Scope.values()) {
            all.add(found("pom.xml", plain("maven", "org.example", scope.id(), Relation.DIRECT, scope)));
        }
        for (int i = 0; i < 15; i++) {
            all.add(found("Cargo.lock", plain("cargo", "", "crate" + i, Relation.UNKNOWN, Scope.RUNTIME)));
        }
        return all;
    }

    /** One of each name, wherever a name may stand. */
    static List<Object> named(String... names) {
        List<Object> all = new ArrayList<>();
        for (String name : names) {
            all.add(found(
                    name,
                    new Dependency(
                            new Coordinates("npm", name, name),
                            name,
                            name,
                            name,
                            Relation.DIRECT,
                            Scope.RUNTIME,
                            List.of(name),
                            1,
                            new Origin(Origin.Kind.GIT, name),
                            name,
                            name,
                            0,
                            1)));
        }
        return all;
    }

    private static Dependency plain(String ecosystem, String namespace, String name, Relation relation, Scope scope) {
        return new Dependency(
                new Coordinates(ecosystem, namespace, name),
                "",
                "",
                ">=1",
                relation,
                scope,
                List.of(),
                0,
                Origin.DEFAULT,
                "",
                ecosystem.equals("pypi") ? "Apache-2.0" : ecosystem.equals("maven") ? "The Example Licence" : "",
                -1,
                3);
    }

    private static FoundDependency found(String path, Dependency dependency) {
        Location at = Location.of("project", Location.escape(path)).at(dependency.offsetBytes(), dependency.line(), 0);
        return new FoundDependency(at, dependency);
    }
}
