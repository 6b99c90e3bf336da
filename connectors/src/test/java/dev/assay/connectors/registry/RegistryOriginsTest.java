package dev.assay.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryOriginsTest {
    private static final RegistryOrigins PUBLIC = new RegistryOrigins(Map.of());

    private static Coordinates coordinates(String type, String full) {
        int split = full.lastIndexOf(type.equals("maven") ? ':' : '/');
        return new Coordinates(type, full.substring(0, Math.max(split, 0)), full.substring(split + 1));
    }

    private static boolean isPublished(String type, String full, Origin.Kind kind, String address) {
        return PUBLIC.publishes(coordinates(type, full), new Origin(kind, address));
    }

    @ParameterizedTest
    @CsvSource({
        "npm, lodash, https://registry.npmjs.org/lodash/-/lodash-4.17.21.tgz",
        "npm, lodash, https://registry.yarnpkg.com/lodash/-/lodash-4.17.21.tgz",
        "npm, @babel/core, https://registry.npmjs.org/@babel%2fcore/-/core-7.0.0.tgz",
        "pypi, typing-extensions,"
                + " https://files.pythonhosted.org/packages/a/b/c/typing_extensions-4.0-py3-none-any.whl",
        "pypi, requests, https://files.pythonhosted.org/packages/a/b/c/requests-2.0.tar.gz",
        "cargo, tokio, https://static.crates.io/crates/tokio/tokio-1.0.0.crate",
        "cargo, tokio, https://crates.io/api/v1/crates/tokio/1.0.0/download",
        "maven, org.acme.core:thing, https://repo1.maven.org/maven2/org/acme/core/thing/1.0/thing-1.0.jar",
        "gem, rails, https://rubygems.org/downloads/rails-7.0.gem",
        "golang, github.com/Ann/thing, https://proxy.golang.org/github.com/ann/thing/@v/v1.0.0.zip",
        "nuget, Newtonsoft.Json, https://api.nuget.org/v3-flatcontainer/newtonsoft.json/13.0.1/newtonsoft.json.nupkg"
    })
    void aFileOfItsOwnRegistryIsThePackage(String type, String full, String address) {
        assertThat(isPublished(type, full, Origin.Kind.URL, address)).isTrue();
    }

    /** What somebody else has published there is another package, as is what only looks like the registry. */
    @ParameterizedTest
    @CsvSource({
        "npm, lodash, https://evil.example/lodash/-/lodash-4.17.21.tgz",
        "npm, lodash, https://registry.npmjs.org.evil.example/lodash/-/lodash-4.17.21.tgz",
        "npm, lodash, https://registry.npmjs.org/evil/-/evil-1.0.0.tgz",
        "npm, lodash, https://registry.npmjs.org/@evil/lodash/-/lodash-4.17.21.tgz",
        "npm, lodash, https://registry.npmjs.org/lodash/-/../../evil/-/evil-1.0.0.tgz",
        "npm, lodash, https://registry.npmjs.org/lodash/-/%2e%2e/%2e%2e/evil/-/evil-1.0.0.tgz",
        "pypi, requests, https://files.pythonhosted.org/packages/a/b/c/requests_evil-2.0.tar.gz",
        "pypi, requests, https://files.pythonhosted.org/packages/a/b/c/requests-2-1.0.tar.gz",
        "cargo, tokio, https://static.crates.io/crates/evil/tokio-1.0.0.crate",
        "gem, rails, https://rubygems.org/downloads/rails-evil-7.0.gem",
        "maven, org.acme:thing, https://repo1.maven.org/maven2/org/evil/thing/1.0/thing-1.0.jar"
    })
    void anyOtherFileIsNot(String type, String full, String address) {
        assertThat(isPublished(type, full, Origin.Kind.URL, address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "npm, '', true",
        "npm, https://registry.npmjs.org, true",
        "cargo, sparse+https://index.crates.io/, true",
        "cargo, https://github.com/rust-lang/crates.io-index, true",
        "cargo, https://github.com/rust-lang/crates.io-index-evil, false",
        "cargo, evil, false",
        "pypi, https://pypi.org/simple, true",
        "pypi, https://evil.example/simple, false",
        "hex, '', false"
    })
    void aRegistryIsOneOfTheEcosystem(String type, String address, boolean isPublished) {
        assertThat(isPublished(type, "thing", Origin.Kind.REGISTRY, address)).isEqualTo(isPublished);
    }

    @Test
    void whatTheUserNamedIsAskedAndTheRegistryOfEverybodyIsStillNoneOfAnotherName() {
        RegistryOrigins own = new RegistryOrigins(
                Map.of("npm", Objects.requireNonNull(HttpUrl.parse("https://npm.acme.example/all/"))));
        Coordinates lodash = coordinates("npm", "lodash");
        Origin mirror = new Origin(Origin.Kind.REGISTRY, "https://npm.acme.example/all");
        Origin everybodys = new Origin(Origin.Kind.REGISTRY, "https://registry.npmjs.org");
        assertThat(own.serves(lodash, mirror)).isTrue();
        assertThat(own.serves(lodash, everybodys)).isFalse();
        assertThat(own.publishes(lodash, everybodys)).isTrue();
        assertThat(own.publishes(lodash, new Origin(Origin.Kind.REGISTRY, "https://npm.acme.example/other")))
                .isFalse();
    }
}
