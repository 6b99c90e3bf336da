package dev.assay.detectors.indicator.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Affected.Bounds;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Feeds;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.report.Severity;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorIndexTest {
    private static final Ecosystem NPM = Feeds.ECOSYSTEMS.ofType("npm").orElseThrow();
    private static final Ecosystem PYPI = Feeds.ECOSYSTEMS.ofType("pypi").orElseThrow();

    private static IndicatorIndex open(byte[] bytes) throws IOException {
        return new IndicatorIndex(new MemorySource(bytes));
    }

    private static List<String> ids(IndicatorIndex index, Ecosystem ecosystem, String name) throws IOException {
        return index.find(ecosystem, name).stream().map(Indicator::id).toList();
    }

    @Test
    void what_is_put_in_comes_out_whole() throws IOException {
        Indicator indicator = new Indicator(
                "ID",
                List.of("A", "B"),
                Indicator.Kind.VULNERABLE,
                Severity.HIGH,
                "Fünf 模型",
                "https://example.org/",
                "12",
                new Affected(
                        List.of("1", "2"),
                        List.of("3.*"),
                        List.of(new Bounds("", true, "4", false), new Bounds("5", false, "6", true)),
                        List.of("7"),
                        true));
        Indicator ofOsv = new Indicator(
                "MAL-1",
                List.of(),
                Indicator.Kind.MALICIOUS,
                Severity.CRITICAL,
                "",
                Indicator.OSV + "MAL-1",
                "",
                Affected.ALL);
        IndexBuilder builder = new IndexBuilder();
        builder.add(NPM, "x", indicator);
        builder.add(NPM, "x", ofOsv);
        Feed feed = new Feed("osv", "3", "2026-01-01", "sha256:ab");
        IndicatorIndex index = open(builder.bytes(feed));
        assertThat(index.find(NPM, "x")).containsExactly(indicator, ofOsv);
        assertThat(index.feed()).isEqualTo(feed);
        assertThat(index.indicators()).isEqualTo(2);
        assertThat(index.isWhole()).isTrue();
    }

    @Test
    void each_of_many_is_found_and_no_other() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("npm package-").append(i).append(" 1.0.").append(i).append('\n');
        }
        IndicatorIndex index = open(Feeds.read(text.toString()).index());
        for (int i = 0; i < 20_000; i++) {
            assertThat(index.find(NPM, "package-" + i).getFirst().affected().versions())
                    .containsExactly("1.0." + i);
            assertThat(index.find(NPM, "packages-" + i)).isEmpty();
            assertThat(index.find(PYPI, "package-" + i)).isEmpty();
        }
    }

    @Test
    void the_filter_lets_few_strangers_pass() {
        BlockedBloom filter = BlockedBloom.forKeys(20_000);
        for (int i = 0; i < 20_000; i++) {
            String name = "package-" + i;
            filter.add(KeyHash.of("npm", name, name.length(), false));
        }
        int passed = 0;
        for (int i = 0; i < 20_000; i++) {
            String name = "stranger-" + i;
            passed += filter.mayContain(KeyHash.of("npm", name, name.length(), false)) ? 1 : 0;
        }
        assertThat(passed).isLessThan(400);
    }

    @Test
    void names_are_compared_as_their_registry_does() throws IOException {
        IndicatorIndex index = open(Feeds.read("pypi Num.Py_\nnpm Big\ncargo a_b\nnuget New.Ton\ndocker nginx 1\n"
                        + "golang github.com/Evil/Mod\n")
                .index());
        assertThat(ids(index, PYPI, "num-py-")).hasSize(1);
        assertThat(ids(index, NPM, "big")).isEmpty();
        assertThat(ids(index, NPM, "Big")).hasSize(1);
        assertThat(ids(index, Feeds.ECOSYSTEMS.ofType("cargo").orElseThrow(), "A-b"))
                .hasSize(1);
        assertThat(ids(index, Feeds.ECOSYSTEMS.ofType("nuget").orElseThrow(), "newton"))
                .isEmpty();
        assertThat(ids(index, Feeds.ECOSYSTEMS.ofType("nuget").orElseThrow(), "new.ton"))
                .hasSize(1);
        for (String go : List.of("github.com/Evil/Mod", "github.com/evil/mod")) {
            assertThat(ids(index, Feeds.ECOSYSTEMS.ofType("golang").orElseThrow(), go))
                    .hasSize(1);
        }
        assertThat(ids(index, Feeds.ECOSYSTEMS.ofType("docker").orElseThrow(), "library/nginx"))
                .hasSize(1);
    }

    @Test
    void wildcards_are_found_by_what_stands_in_front_of_them() throws IOException {
        IndicatorIndex index = open(Feeds.read("""
                npm @evil/*
                npm @evil/a 1.0.0
                npm evil-*-js
                npm *-stealer
                """).index());
        assertThat(ids(index, NPM, "@evil/a")).hasSize(2);
        assertThat(ids(index, NPM, "@evil/b")).hasSize(1);
        assertThat(ids(index, NPM, "@evi/b")).isEmpty();
        assertThat(ids(index, NPM, "evil-x-js")).hasSize(1);
        assertThat(ids(index, NPM, "evil-x-ts")).isEmpty();
        assertThat(ids(index, NPM, "token-stealer")).hasSize(1);
        assertThat(ids(index, NPM, "token-stealers")).isEmpty();
        assertThat(ids(index, PYPI, "token-stealer")).isEmpty();
    }

    @Test
    void the_order_of_packages_makes_no_difference() {
        assertThat(Feeds.read("npm a 1.0.0\nnpm b 1.0.0\n").index())
                .isEqualTo(Feeds.read("npm b 1.0.0\nnpm a 1.0.0\n").index());
    }

    @Test
    void what_is_damaged_is_refused_and_never_said_to_be_unknown() throws IOException {
        byte[] whole = Feeds.read("npm a 1.0.0\nnpm b-* >=1.0.0\n").index();
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) (1 << bit);
                try (IndicatorIndex index = open(damaged)) {
                    assertThat(index.isWhole()).isFalse();
                    assertThat(ids(index, NPM, "a")).hasSize(1); // what is damaged was not needed
                    assertThat(ids(index, NPM, "b-c")).hasSize(1);
                } catch (MalformedException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> open(cut)).isInstanceOf(MalformedException.class);
        }
    }
}
