package dev.assay.detectors.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.detectors.model.config.ConfigSamples;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class ScriptRulesTest {
    /** For the contract suite. */
    public static Map<String, byte[]> all() {
        return Map.of("script/run.sh", "#!/bin/sh -e\necho\n".getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ruleIds(String example) {
        ConfigSamples.Sample sample = ConfigSamples.sample(example);
        return new TestScan(AllDetectors.ALL).run(sample.name(), sample.bytes()).ruleIds();
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : ConfigSamples.rules("model/script-")) {
            rule.match()
                    .forEach(example -> assertThat(ruleIds(example)).as(example).contains(rule.id()));
            rule.silent()
                    .forEach(example -> assertThat(ruleIds(example)).as(example).doesNotContain(rule.id()));
        }
    }

    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new ScriptDecoder(), bytes);
    }
}
