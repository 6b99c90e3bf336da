package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PopularNamesTest {
    private static InputStream lines(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "pypi, 5000, DOWNLOADS, boto3",
        "npm, 5000, IMPACT, semver",
        "cargo, 1000, IMPACT, syn",
        "golang, 2921, IMPACT, golang.org/x/sys",
        "gem, 974, NONE, aws-sdk-shield",
    })
    void comesWithLists(String type, int size, PopularNames.Order order, String first) {
        PopularNames list =
                PopularNames.builtIn(Ecosystem.ofType(type).orElseThrow()).orElseThrow();
        assertThat(list.names()).hasSize(size).startsWith(first).doesNotHaveDuplicates();
        assertThat(list.order()).isEqualTo(order);
        assertThat(list.source()).isNotBlank();
        assertThat(list.date()).isNotBlank();
    }

    @Test
    void someHaveNone() {
        assertThat(PopularNames.builtIn(Ecosystem.MAVEN)).isEmpty();
    }

    @Test
    void namesAreKeptOnceAndCanonical() throws IOException {
        PopularNames list = PopularNames.read(
                Ecosystem.PYPI, lines("# source: s\n# date: 2026-11\n# ranked: downloads\nA_b\r\na-B\n\nc\n"));
        assertThat(list.names()).containsExactly("a-b", "c");
    }

    @ParameterizedTest
    @CsvSource({"'a\n-b\n', line 2", "'# ranked: yes\na\n', line 1"})
    void aFaultyListIsRefusedWithTheLine(String text, String line) {
        assertThatThrownBy(() -> PopularNames.read(Ecosystem.PYPI, lines(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(line);
    }

    /** Names with a number are there without it as well, so that there are more keys than of others. */
    @ParameterizedTest
    @ValueSource(ints = {1_170, 2_340, 4_680})
    void aListIsIndexedWhateverItsSize(int size) {
        Random random = new Random(1);
        List<String> names = Stream.concat(
                        Stream.of("a-package-0"),
                        Stream.generate(() ->
                                Long.toString(random.nextLong(1L << 60), 36).replaceAll("[0-9]", "-") + "-q7"))
                .map(name -> "z" + name.replaceAll("-+", "-"))
                .limit(size)
                .toList();
        PopularNames list = new PopularNames(Ecosystem.NPM, "", "", PopularNames.Order.NONE, names);
        NameJudge judge = new NameJudge(
                _ -> Optional.of(list), NamePolicy.NONE, KnownBad.NONE, UserNameRows.NONE, NameJudge.REVIEW);
        assertThat(judge.judge(PackageName.of(Ecosystem.NPM, "za-package-0")).verdict())
                .isEqualTo(Judgement.Verdict.OK);
    }

    @Test
    void anOverlongLineIsNoName() {
        assertThatThrownBy(() -> PopularNames.read(Ecosystem.GO, lines("a".repeat(100_000))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void allListsTogetherStaySmall() {
        NameJudge judge = new NameJudge(NamePolicy.NONE, KnownBad.NONE);
        for (Ecosystem ecosystem : Ecosystem.values()) {
            var _ = judge.judge(PackageName.of(ecosystem, "a-name"));
        }
        assertThat(judge.sizeBytes()).isBetween(1_000_000L, 50_000_000L);
    }

    @Test
    void listedNamesNeedNoIndex() {
        NameJudge judge = new NameJudge(NamePolicy.NONE, KnownBad.NONE);
        judge.prepare(PackageName.of(Ecosystem.NPM, "lodash"));
        assertThat(judge.judge(PackageName.of(Ecosystem.NPM, "lodash")).verdict())
                .isEqualTo(Judgement.Verdict.OK);
        assertThat(judge.sizeBytes()).isZero();
        judge.prepare(PackageName.of(Ecosystem.NPM, "lodahs"));
        assertThat(judge.sizeBytes()).isPositive();
    }
}
