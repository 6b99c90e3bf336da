package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.Decoder;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.Detectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Detectors detectors = Catalog.load("1");

    @Test
    void decodersAreInTheOrderOfTheirFormatsAndEachIsThereOnce() {
        List<String> ids = detectors.decoders().stream()
                .map(decoder -> decoder.format().id())
                .toList();
        assertThat(ids).isSorted();
        // what only looks for something is no format of what it looks into, and several may do so under one name
        assertThat(detectors.decoders().stream()
                        .filter(Decoder::interprets)
                        .map(decoder -> decoder.format().id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyRuleIsExplainedInPlainText() {
        assertThat(detectors.book().all()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.title()).hasSizeLessThan(80).doesNotEndWith(".");
            assertThat(rule.why()).as(rule.id()).endsWith(".").hasSizeGreaterThan(40);
            assertThat(rule.remedy()).as(rule.id()).endsWith(".");
        });
        assertThat(detectors.book().all()).extracting(RuleInfo::id).allMatch(id -> id.matches("[a-z]+/[a-z0-9-]+"));
    }

    @Test
    void theVersionIsTheCallers() {
        assertThat(Catalog.load("abc").version()).isEqualTo("abc");
    }

    @Test
    void namesAreExpectedToHoldTheirFormats() {
        assertThat(detectors.formatsByExtension().get("npy")).containsExactly("npy");
        assertThat(detectors.formatsByExtension()).doesNotContainKeys("bin", "dat", "ckpt", "pth");
    }
}
